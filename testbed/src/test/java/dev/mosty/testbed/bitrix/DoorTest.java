package dev.mosty.testbed.bitrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DoorTest extends PortalTest {

    @Test
    void everyWayToCallIsTheSameCall() {
        assertThat(program.get("crm.contact.get?id=1").result().path("NAME").asText())
                .isEqualTo("Анна");
        assertThat(program.get("CRM.Contact.Get.json?ID=1")
                        .result()
                        .path("NAME")
                        .asText())
                .isEqualTo("Анна");
        assertThat(program.form("crm.contact.get", "id=1").result().path("NAME").asText())
                .isEqualTo("Анна");
        assertThat(program.call("crm.contact.get", "{'id':1}")
                        .result()
                        .path("NAME")
                        .asText())
                .isEqualTo("Анна");
    }

    @Test
    void theRequestsOfSeed004Work() {
        // A slash behind the suffix, a form without a type, the id in the address and the fields in the body.
        String url = portal.url() + "/" + portal.webhook();
        assertThat(program.send("POST", url + "crm.contact.add.json/", "fields[ORIGIN_ID]=g&fields[NAME]=a", "X", "x")
                        .id())
                .isEqualTo(2);
        assertThat(program.send("POST", url + "crm.contact.list.json/", "filter[ORIGIN_ID]=g", "X", "x")
                        .body()
                        .path("total")
                        .asInt())
                .isEqualTo(1);
        assertThat(program.send(
                                "POST",
                                url + "crm.contact.update.json?id=2",
                                "&fields[NAME]=b&fields[PHONE][0][VALUE]=%2B7900",
                                "X",
                                "x")
                        .result()
                        .asBoolean())
                .isTrue();
        assertThat(program.got("contact", 2).at("/PHONE/0/VALUE").asText()).isEqualTo("+7900");
    }

    @Test
    void aWrongWebhookIsNotServed() {
        assertThat(program.send("GET", portal.url() + "/rest/1/wrong/profile", "", "X", "x")
                        .refusal())
                .isEqualTo("401 NO_AUTH_FOUND: Wrong authorization data");
        assertThat(program.send("GET", portal.url() + "/rest/2/simulatedwebhook/profile", "", "X", "x")
                        .status())
                .isEqualTo(401);
        assertThat(program.get("crm.unknown.list").refusal())
                .isEqualTo("404 ERROR_METHOD_NOT_FOUND: Method not found!");
    }

    @ParameterizedTest
    @CsvSource({
        "NO_AUTH_FOUND, 401 NO_AUTH_FOUND",
        "EXPIRED_TOKEN, 401 expired_token",
        "ACCESS_DENIED, 403 ACCESS_DENIED",
        "INVALID_CREDENTIALS, 403 INVALID_CREDENTIALS",
        "INSUFFICIENT_SCOPE, 403 insufficient_scope",
        "USER_ACCESS_ERROR, 403 user_access_error",
        "INVALID_REQUEST, 400 INVALID_REQUEST",
        "OVERLOAD_LIMIT, 503 OVERLOAD_LIMIT",
        "INTERNAL_SERVER_ERROR, 500 INTERNAL_SERVER_ERROR",
        "PORTAL_DELETED, 500 PORTAL_DELETED"
    })
    void aClosedPortalRefusesEverythingInItsOwnWords(String closed, String refusal) {
        program.knobs("{'closed':'" + closed + "'}");
        assertThat(program.call("crm.contact.add", "{'fields':{'NAME':'a'}}").refusal())
                .startsWith(refusal + ": ");
        program.knobs("{'closed':'NO'}");
        assertThat(program.get("profile").status()).isEqualTo(200);
    }

    @Test
    void httpAuthorizationStandsBeforeThePortalWhereThereIsOne() {
        program.knobs("{'login':'portal','password':'секрет'}");
        Program.Answer without = program.get("profile");
        assertThat(without.status()).isEqualTo(401);
        assertThat(without.text()).startsWith("<html>");
        String basic = "Basic " + Base64.getEncoder().encodeToString("portal:секрет".getBytes(StandardCharsets.UTF_8));
        assertThat(program.send("GET", portal.url() + "/" + portal.webhook() + "profile", "", "Authorization", basic)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aGatewaysPageComesInTheAnswersPlace() {
        program.control("POST", "/sim/faults", "{'times':1,'effect':'answer','status':502,'body':'html'}");
        Program.Answer answer = program.call("crm.contact.add", "{'fields':{'NAME':'a'}}");
        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.text()).startsWith("<html>");
        assertThat(portal.portal().all(Kind.CONTACT)).hasSize(1);
    }

    @Test
    void aContactMayBeThereThoughItsAnswerNeverCame() {
        program.control("POST", "/sim/faults", "{'times':1,'path':'/crm.contact.add','effect':'apply-then-reset'}");
        assertThat(program.get("profile").status()).isEqualTo(200);
        assertThatThrownBy(() -> program.call("crm.contact.add", "{'fields':{'NAME':'a','ORIGIN_ID':'g'}}"))
                .isInstanceOf(UncheckedIOException.class);
        assertThat(program.call("crm.contact.list", "{'filter':{'ORIGIN_ID':'g'}}")
                        .result())
                .hasSize(1);
    }

    @Test
    void aGatewaysTimeoutMayComeAfterTheWrite() {
        program.control("POST", "/sim/faults", "{'times':1,'effect':'apply-then-answer','status':504,'body':'html'}");
        assertThat(program.call("crm.contact.add", "{'fields':{'NAME':'a','ORIGIN_ID':'g'}}")
                        .status())
                .isEqualTo(504);
        assertThat(program.call("crm.contact.list", "{'filter':{'ORIGIN_ID':'g'}}")
                        .result())
                .hasSize(1);
    }

    @Test
    void theWriteMayComeLaterThanTheSearchForIt() {
        program.control(
                "POST",
                "/sim/faults",
                "{'times':1,'effect':'answer-then-apply','status':504,'body':'html','afterMillis':300}");
        assertThat(program.call("crm.contact.add", "{'fields':{'NAME':'a','ORIGIN_ID':'g'}}")
                        .status())
                .isEqualTo(504);
        String search = "{'filter':{'ORIGIN_ID':'g'}}";
        assertThat(program.call("crm.contact.list", search).result()).isEmpty();
        await().untilAsserted(() ->
                assertThat(program.call("crm.contact.list", search).result()).hasSize(1));
    }

    @Test
    void aConnectionMayBeClosedBeforeAnythingHappened() {
        program.control("POST", "/sim/faults", "{'times':1,'effect':'reset'}");
        assertThatThrownBy(() -> program.call("crm.contact.add", "{'fields':{'NAME':'a'}}"))
                .isInstanceOf(UncheckedIOException.class);
        assertThat(portal.portal().all(Kind.CONTACT)).hasSize(1);
    }
}
