package dev.mosty.proxy.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosty.access.AccessTokens;
import dev.mosty.access.Turnstile.Passage;
import dev.mosty.access.UsedJti;
import dev.mosty.access.WidgetAccess;
import dev.mosty.testsupport.Database;
import dev.mosty.testsupport.MovableClock;
import dev.mosty.testsupport.Widget;
import dev.mosty.web.Cors;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    @AutoClose
    private static final Database DATABASE = Database.migrated();

    private final MovableClock clock = new MovableClock();
    private final AccessTokens tokens = new AccessTokens(DATABASE.jdbi(), clock, Runnable::run);
    private final Admission admission = new Admission(
            tokens,
            new WidgetAccess(
                    Optional.of(Widget.CLIENT_ID),
                    Optional.of(Widget.CLIENT_SECRET),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    new Cors("https://*.amocrm.ru"),
                    new UsedJti(DATABASE.jdbi(), Clock.systemUTC()),
                    Clock.systemUTC()),
            clock);
    private final String good =
            tokens.issue("proxy", UUID.randomUUID().toString()).orElseThrow();

    @Test
    void theTenthWrongTokenIsStillOnlyWrongAndTheTwelfthIsSlowed() {
        for (int i = 0; i < 11; i++) {
            assertThat(admit("wrong" + i, "10.0.0.1")).isEqualTo(new Passage.Wrong<String>());
        }
        assertThat(admit("wrong", "10.0.0.1")).isEqualTo(new Passage.Slowed<String>(Duration.ofSeconds(1)));
        assertThat(admit("wrong", "10.0.0.2")).isEqualTo(new Passage.Wrong<String>());
    }

    @Test
    void eachFurtherOneWaitsLongerAndAMinuteAtTheMost() {
        guess(10, "10.0.0.1");
        for (int seconds : new int[] {1, 2, 4, 8, 16, 32, 60, 60}) {
            assertThat(admit("wrong", "10.0.0.1")).isEqualTo(new Passage.Wrong<String>());
            assertThat(admit("wrong", "10.0.0.1")).isEqualTo(new Passage.Slowed<String>(Duration.ofSeconds(seconds)));
            clock.advance(Duration.ofSeconds(seconds));
        }
    }

    @Test
    void aRightTokenMustWaitLikeAGuessUnlessItHasPassedFromThereBefore() {
        assertThat(admit(good, "10.0.0.1")).isInstanceOf(Passage.Open.class);
        guess(11, "10.0.0.1");
        guess(11, "10.0.0.2");
        assertThat(admit(good, "10.0.0.1")).isInstanceOf(Passage.Open.class);
        assertThat(admit(good, "10.0.0.2")).isInstanceOf(Passage.Slowed.class);
    }

    @Test
    void anAddressOfTheSameIpv6NetworkIsTheSameGuesser() {
        guess(11, "2001:db8::1");
        assertThat(admit("wrong", "2001:db8::2")).isInstanceOf(Passage.Slowed.class);
        assertThat(admit("wrong", "2001:db8:0:1::1")).isEqualTo(new Passage.Wrong<String>());
    }

    @Test
    void whoHasPassedFromAnIpv6NetworkPassesFromAllOfItWhileOthersGuessThere() {
        assertThat(admit(good, "2001:db8::1")).isInstanceOf(Passage.Open.class);
        guess(11, "2001:db8::2");
        assertThat(admit(good, "2001:db8::3")).isInstanceOf(Passage.Open.class);
    }

    @Test
    void aDisabledTokenIsWrongWithinSeconds() {
        var owner = ((Passage.Open<String>) admit(good, "10.0.0.3")).as();
        tokens.disable(Long.parseLong(owner.substring("token:".length())));
        assertThat(admit(good, "10.0.0.3")).isEqualTo(new Passage.Wrong<String>());
    }

    @Test
    void theWidgetsTokenSpeaksForItsAccountAndOnce() {
        String widget = Widget.token();
        assertThat(admission.admit(Optional.empty(), widget, "10.0.0.4"))
                .isEqualTo(new Passage.Open<String>("account:31337"));
        assertThat(admission.admit(Optional.empty(), widget, "10.0.0.4")).isEqualTo(new Passage.Wrong<String>());
        assertThat(admission.admit(Optional.of(good), widget, "10.0.0.4")).isInstanceOf(Passage.Open.class);
        assertThat(admission.admit(Optional.empty(), null, "10.0.0.4")).isEqualTo(new Passage.Wrong<String>());
    }

    private void guess(int times, String address) {
        for (int i = 0; i < times; i++) {
            admit("wrong", address);
        }
    }

    private Passage<String> admit(String token, String address) {
        return admission.admit(Optional.of(token), null, address);
    }
}
