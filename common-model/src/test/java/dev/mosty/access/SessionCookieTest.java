package dev.mosty.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosty.settings.SecretKeys;
import dev.mosty.testsupport.MovableClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SessionCookieTest {
    private static final SecretKeys NEW = keys((byte) 1);
    private static final SecretKeys OLD = keys((byte) 2);

    private final MovableClock clock = new MovableClock();
    private final Instant end = clock.instant().plus(Duration.ofDays(60));
    private final SessionCookie cookie = new SessionCookie(NEW, Optional.empty(), clock);

    @Test
    void itHoldsTheSessionUntilItsEnd() {
        String value = cookie.of("session-1", end);

        assertThat(cookie.session(value)).contains("session-1");
        clock.advance(Duration.ofDays(60).minusSeconds(1));
        assertThat(cookie.session(value)).contains("session-1");
        clock.advance(Duration.ofSeconds(1));
        assertThat(cookie.session(value)).isEmpty();
    }

    @Test
    void theOldKeyStillVerifiesAndSignsNoMore() {
        String before = new SessionCookie(OLD, Optional.empty(), clock).of("session-1", end);
        SessionCookie rotating = new SessionCookie(NEW, Optional.of(OLD), clock);

        assertThat(rotating.session(before)).contains("session-1");
        assertThat(cookie.session(rotating.of("session-2", end))).contains("session-2");
        assertThat(cookie.session(before)).isEmpty();
    }

    @Test
    void whatWeDidNotSignIsNothing() {
        String value = cookie.of("session-1", end);
        String[] parts = value.split("\\.", -1);
        String unsigned = part("{\"alg\":\"none\"}") + "." + parts[1] + ".";
        String changed = parts[0] + "." + part(text(parts[1]).replace("session-1", "session-2")) + "." + parts[2];

        for (String forged : new String[] {unsigned, changed, "", ".", "..", "a.b.c", "x".repeat(10_000)}) {
            assertThat(cookie.session(forged)).as(forged).isEmpty();
        }
    }

    private static String part(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(String part) {
        return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
    }

    private static SecretKeys keys(byte first) {
        byte[] secret = new byte[32];
        secret[0] = first;
        return SecretKeys.parse(
                "MOSTY_SECRET_KEY", Optional.of(Base64.getEncoder().encodeToString(secret)));
    }
}
