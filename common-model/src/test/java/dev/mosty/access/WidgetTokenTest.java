package dev.mosty.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosty.access.WidgetToken.Claims;
import dev.mosty.testsupport.MovableClock;
import dev.mosty.web.Origins;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WidgetTokenTest {
    private static final String CLIENT = "11111111-2222-4333-8444-555555555555";
    private static final Instant NOW = MovableClock.START;
    private static final WidgetToken WIDGET = new WidgetToken(
            "secret",
            CLIENT,
            Optional.of("https://gate.example.org/amo/oauth/callback"),
            Optional.of("31337"),
            Origins.parse("CORS_ORIGINS", "https://*.amocrm.ru,http://127.0.0.1:8090"));

    private final MovableClock clock = new MovableClock();

    @Test
    void whatAmoCrmSignsIsReadWithItsAccountAndId() {
        assertThat(WIDGET.read(signed(claims -> {}), clock))
                .contains(new Claims("31337", "jti-1", NOW.plusSeconds(1800 + 10)));
    }

    static Stream<Arguments> whatIsWrong() {
        return Stream.of(
                wrong("over", claims -> claims.setExpirationTime(at(-11))),
                wrong("without an end", claims -> claims.unsetClaim("exp")),
                wrong("for ever", claims -> claims.setExpirationTime(at(25 * 3600))),
                wrong("not yet", claims -> claims.setNotBefore(at(11))),
                wrong("without an id", claims -> claims.unsetClaim("jti")),
                wrong("with a blank id", claims -> claims.setJwtId(" ")),
                wrong("with a number for an id", claims -> claims.setClaim("jti", 17)),
                wrong("without an issuer", claims -> claims.unsetClaim("iss")),
                wrong("of a stranger", claims -> claims.setIssuer("https://amocrm.ru.evil.example")),
                wrong("of a stranger's path", claims -> claims.setIssuer("https://evil.example/.amocrm.ru")),
                wrong("of an issuer that is no address", claims -> claims.setIssuer("clinic.amocrm.ru")),
                wrong("without an audience", claims -> claims.unsetClaim("aud")),
                wrong("for another host", claims -> claims.setAudience("https://gate.example.com")),
                wrong("for another scheme", claims -> claims.setAudience("http://gate.example.org")),
                wrong("for another integration", claims -> claims.setClaim("client_uuid", "x")),
                wrong("for no integration", claims -> claims.unsetClaim("client_uuid")),
                wrong("of another account", claims -> claims.setClaim("account_id", 31338)),
                wrong("of no account", claims -> claims.unsetClaim("account_id")));
    }

    private static Arguments wrong(String what, Consumer<JwtClaims> change) {
        return Arguments.of(what, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("whatIsWrong")
    void aTokenIsRefused(String what, Consumer<JwtClaims> change) {
        assertThat(WIDGET.read(signed(change), clock)).isEmpty();
    }

    @Test
    void smallDifferencesOfClocksAndSpellingDoNotMatter() {
        assertThat(WIDGET.read(signed(claims -> claims.setExpirationTime(at(-9))), clock))
                .isPresent();
        assertThat(WIDGET.read(signed(claims -> claims.setNotBefore(at(9))), clock))
                .isPresent();
        assertThat(WIDGET.read(signed(claims -> claims.setIssuer("https://Clinic.amocrm.ru/")), clock))
                .isPresent();
        assertThat(WIDGET.read(signed(claims -> claims.setIssuer("http://127.0.0.1:8090")), clock))
                .isPresent();
        assertThat(WIDGET.read(
                        signed(claims -> claims.setAudience("https://x.example", "https://gate.example.org:443/")),
                        clock))
                .isPresent();
        assertThat(WIDGET.read(signed(claims -> claims.setClaim("account_id", "31337")), clock))
                .isPresent();
    }

    @Test
    void itIsOverHalfAnHourLater() {
        String token = signed(claims -> {});
        clock.advance(Duration.ofMinutes(31));
        assertThat(WIDGET.read(token, clock)).isEmpty();
    }

    @Test
    void withoutAKnownAccountOrRedirectAnyWillDo() {
        var open = new WidgetToken("secret", CLIENT, Optional.empty(), Optional.empty(), WIDGET.issuers());
        assertThat(open.read(
                        signed(claims -> {
                            claims.setAudience("https://other.example");
                            claims.setClaim("account_id", 1);
                        }),
                        clock))
                .isPresent();
        assertThat(open.read(signed(claims -> claims.setAudience("nonsense")), clock))
                .isEmpty();
    }

    @Test
    void otherSecretsAndAlgorithmsAreRefused() {
        assertThat(WIDGET.read(signed(claims(), "other", AlgorithmIdentifiers.HMAC_SHA256), clock))
                .isEmpty();
        assertThat(WIDGET.read(signed(claims(), "secret", AlgorithmIdentifiers.HMAC_SHA512), clock))
                .isEmpty();
        assertThat(WIDGET.read(unsigned(), clock)).isEmpty();
    }

    @Test
    void aChangedTokenIsRefused() {
        List<String> parts = List.of(signed(claims -> {}).split("\\.", -1));
        var richer = claims();
        richer.setClaim("account_id", 31337);
        richer.setClaim("is_admin", true);
        String payload = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(richer.toJson().getBytes(StandardCharsets.UTF_8));
        assertThat(WIDGET.read(parts.getFirst() + "." + payload + "." + parts.getLast(), clock))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a.b.c", "eyJhbGciOiJIUzI1NiJ9.e30.", "\u0000", "токен"})
    void whatIsNoTokenIsRefused(String text) {
        assertThat(WIDGET.read(text, clock)).isEmpty();
        assertThat(WIDGET.read(text.repeat(10_000), clock)).isEmpty();
    }

    @Test
    void itDoesNotShowItsSecret() {
        assertThat(WIDGET.toString()).doesNotContain("secret");
    }

    private static String signed(Consumer<JwtClaims> change) {
        JwtClaims claims = claims();
        change.accept(claims);
        return signed(claims, "secret", AlgorithmIdentifiers.HMAC_SHA256);
    }

    private static JwtClaims claims() {
        var claims = new JwtClaims();
        claims.setIssuer("https://clinic.amocrm.ru");
        claims.setAudience("https://gate.example.org");
        claims.setJwtId("jti-1");
        claims.setIssuedAt(at(-60));
        claims.setNotBefore(at(-60));
        claims.setExpirationTime(at(1800));
        claims.setClaim("account_id", 31337);
        claims.setClaim("user_id", 17);
        claims.setClaim("client_uuid", CLIENT);
        return claims;
    }

    private static NumericDate at(int seconds) {
        return NumericDate.fromSeconds(NOW.getEpochSecond() + seconds);
    }

    private static String signed(JwtClaims claims, String secret, String algorithm) {
        var token = new JsonWebSignature();
        token.setPayload(claims.toJson());
        token.setKey(new HmacKey(secret.getBytes(StandardCharsets.UTF_8)));
        token.setDoKeyValidation(false);
        token.setAlgorithmHeaderValue(algorithm);
        return compact(token);
    }

    private static String unsigned() {
        var token = new JsonWebSignature();
        token.setPayload(claims().toJson());
        token.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
        token.setAlgorithmHeaderValue(AlgorithmIdentifiers.NONE);
        return compact(token);
    }

    private static String compact(JsonWebSignature token) {
        try {
            return token.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }
}
