package dev.mosty.gate;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.WireMock;
import dev.mosty.testsupport.PostgresResource;
import dev.mosty.testsupport.Widget;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The widget's RDESK buttons, from a page of amoCRM to RDESK's local client. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(RdeskClient.class)
@SuppressWarnings("NullAway.Init") // Quarkus sets the fields.
class RelayHttpTest {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TestHTTPResource("/")
    URI home;

    private WireMock rdesk;

    @BeforeEach
    void nothingWasAsked() {
        // Not injected: GateHttpTest's application has no such setting.
        URI rdeskUri = ConfigProvider.getConfig().getValue("test.rdesk", URI.class);
        rdesk = new WireMock(rdeskUri.getHost(), rdeskUri.getPort());
        rdesk.resetRequests();
        rdesk.register(post(anyUrl()).willReturn(okJson("{\"done\":true}")));
    }

    @Test
    void aOneTimeTokenOfTheWidgetLetsInOnce() throws Exception {
        String token = Widget.token();

        var first = send("POST", "", token);
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.body()).isEqualTo("{\"done\":true}");
        assertThat(first.headers().firstValue("access-control-allow-origin")).contains("https://clinic.amocrm.ru");
        assertThat(send("POST", "", token).statusCode()).isEqualTo(401);

        rdesk.verifyThat(1, postRequestedFor(urlEqualTo("/crm/v1/request")).withRequestBody(equalTo("{\"id\":17}")));
    }

    @Test
    void theGatesTokenStillLetsIn() throws Exception {
        assertThat(send("POST", "?token=" + Neighbours.GATE_TOKEN, "nonsense").statusCode())
                .isEqualTo(200);
        assertThat(send("POST", "?token=wrong", "nonsense").statusCode()).isEqualTo(401);
        assertThat(send("POST", "", "nonsense").statusCode()).isEqualTo(401);
        rdesk.verifyThat(1, postRequestedFor(anyUrl()));
    }

    @Test
    void aPageMayAskWhetherItMayAsk() throws Exception {
        var preflight = send("OPTIONS", "", "nonsense");
        assertThat(preflight.statusCode()).isEqualTo(204);
        assertThat(preflight
                        .headers()
                        .firstValue("access-control-allow-headers")
                        .orElse(""))
                .contains("X-Auth-Token");
    }

    private HttpResponse<String> send(String method, String query, String widgetToken)
            throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(home.resolve("/rdesk/request" + query))
                        .header("Origin", "https://clinic.amocrm.ru")
                        .header("Access-Control-Request-Method", "POST")
                        .header("Content-Type", "application/json")
                        .header("X-Auth-Token", widgetToken)
                        .method(method, BodyPublishers.ofString("{\"id\":17}"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
