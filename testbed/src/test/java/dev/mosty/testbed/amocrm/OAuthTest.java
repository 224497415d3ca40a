package dev.mosty.testbed.amocrm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosty.testbed.PlainHttp;
import dev.mosty.testbed.simulation.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OAuthTest {
    private final MovableClock clock = new MovableClock();
    private final AmoCrmSimulator simulator =
            AmoCrmSimulator.start(SimulatorOptions.inMemory().with(clock));
    private final Caller caller = new Caller(simulator);

    OAuthTest() {
        simulator.knobs().rate = 1000;
    }

    @AfterEach
    void stop() {
        caller.close();
        simulator.close();
    }

    @Test
    void aCodeBringsTokensOnce() {
        String code = simulator.oauth().issueCode();
        Caller.Answer tokens = caller.token("authorization_code", "code", code);
        assertThat(tokens.status()).isEqualTo(200);
        assertThat(tokens.at("/expires_in").asInt()).isEqualTo(86_400);
        assertThat(tokens.at("/token_type").asText()).isEqualTo("Bearer");

        Caller.Answer again = caller.token("authorization_code", "code", code);
        assertThat(again.status()).isEqualTo(400);
        assertThat(again.type()).isEqualTo("application/problem+json");
        assertThat(again.at("/hint").asText()).isEqualTo("Authorization code has been revoked");
    }

    @Test
    void aCodeLivesTwentyMinutes() {
        String code = simulator.oauth().issueCode();
        clock.forward(Duration.ofMinutes(20));
        assertThat(caller.token("authorization_code", "code", code).at("/hint").asText())
                .isEqualTo("Authorization code has expired");
    }

    @Test
    void aRefreshTokenRotatesAndServesOnce() {
        JsonNode first = tokens();
        Caller.Answer second = refresh(first);
        assertThat(second.status()).isEqualTo(200);

        Caller.Answer reused = refresh(first);
        assertThat(reused.status()).isEqualTo(401);
        assertThat(reused.at("/hint").asText()).isEqualTo("Token has been revoked");

        assertThat(refresh(second.body()).status()).isEqualTo(200);
    }

    @Test
    void aRefreshTokenDiesAfterThreeMonths() {
        JsonNode tokens = tokens();
        clock.forward(Duration.ofDays(92));
        assertThat(refresh(tokens).at("/hint").asText()).isEqualTo("Token has expired");
    }

    @Test
    void anAccessTokenIsAJwtThatEndsWhenItSays() {
        simulator.knobs().accessTokenSeconds = 60;
        String token = tokens().path("access_token").asText();
        String claims = new String(
                Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(Json.read(claims).orElseThrow().path("exp").asLong())
                .isEqualTo(clock.instant().getEpochSecond() + 60);

        caller.with(token);
        clock.forward(Duration.ofSeconds(59));
        assertThat(caller.get("/api/v4/account").status()).isEqualTo(200);
        clock.forward(Duration.ofSeconds(1));
        assertThat(caller.get("/api/v4/account").status()).isEqualTo(401);
    }

    @Test
    void theSecretAndTheRedirectMustMatchExactly() {
        String body = """
                {"client_id":"%s","client_secret":"%s","redirect_uri":"%s","grant_type":"refresh_token","refresh_token":"x"}
                """;
        Integration ours = Integration.CLINIC;
        assertThat(caller.post("/oauth2/access_token", body.formatted(ours.clientId(), "no", ours.redirectUri()))
                        .status())
                .isEqualTo(401);
        assertThat(caller.post(
                                "/oauth2/access_token",
                                body.formatted(ours.clientId(), ours.clientSecret(), ours.redirectUri() + "/"))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void theConsentPageRedirectsWithACodeThatWorks() throws IOException, InterruptedException {
        try (HttpClient browser = PlainHttp.client()) {
            String page = "/oauth?state=a%26b&client_id=" + Integration.CLINIC.clientId();
            HttpResponse<Void> answer = browser.send(
                    HttpRequest.newBuilder(URI.create(simulator.baseUrl() + page))
                            .build(),
                    HttpResponse.BodyHandlers.discarding());
            assertThat(answer.statusCode()).isEqualTo(302);
            String location = answer.headers().firstValue("location").orElseThrow();
            assertThat(location)
                    .startsWith(Integration.CLINIC.redirectUri() + "?code=")
                    .contains("&state=a%26b&referer=clinic.amocrm.ru&");
            String code = location.replaceAll(".*code=(\\w+)&.*", "$1");
            assertThat(caller.token("authorization_code", "code", code).status())
                    .isEqualTo(200);
        }
    }

    @Test
    void theLongLivedTokenIsAcceptedAndStrangersAreNot() {
        assertThat(caller.get("/api/v4/account").status()).isEqualTo(200);
        Caller.Answer stranger = caller.with("stranger").get("/api/v4/account");
        assertThat(stranger.status()).isEqualTo(401);
        assertThat(stranger.type()).isEqualTo("application/problem+json");
    }

    @Test
    void tokensCanBeTakenBack() {
        JsonNode tokens = tokens();
        simulator.oauth().expireAccessTokens();
        assertThat(caller.with(tokens.path("access_token").asText())
                        .get("/api/v4/account")
                        .status())
                .isEqualTo(401);
        simulator.oauth().revokeRefreshTokens();
        assertThat(refresh(tokens).at("/hint").asText()).isEqualTo("Token has been revoked");
    }

    @Test
    void theBanHitsTheTokenEndpointToo() {
        simulator.knobs().banned = true;
        Caller.Answer answer = caller.token("refresh_token", "refresh_token", "x");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.type()).isEqualTo("text/html; charset=UTF-8");
    }

    private JsonNode tokens() {
        return caller.token("authorization_code", "code", simulator.oauth().issueCode())
                .body();
    }

    private Caller.Answer refresh(JsonNode tokens) {
        return caller.token(
                "refresh_token", "refresh_token", tokens.path("refresh_token").asText());
    }
}
