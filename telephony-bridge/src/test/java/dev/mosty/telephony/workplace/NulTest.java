package dev.mosty.telephony.workplace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosty.access.UserSessions;
import dev.mosty.telephony.FakeOneC;
import dev.mosty.telephony.Http;
import dev.mosty.testsupport.PostgresResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpRequest;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PostgreSQL stores no NUL: whoever sends one has sent something wrong, at whichever door. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(FakeOneC.class)
@SuppressWarnings("NullAway.Init") // Quarkus sets the fields.
class NulTest {
    @TestHTTPResource("/")
    URI home;

    @Inject
    Jdbi jdbi;

    @Inject
    UserSessions sessions;

    private Http http;

    @BeforeEach
    void connect() {
        http = new Http(home);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "event=1&src_type=1&call_id=7%00&line=3&dst_num=100&src_num=89991234567",
                "event=1&src_type=1&call_id=7&line=3%00&dst_num=100&src_num=89991234567",
                "event=1&src_type=1&call_id=7&line=3&dst_num=1%0000&src_num=89991234567",
                "event=3&src_type=2&call_id=7&line=3&dst_num=8999%00&src_num=100",
                "event=2&src_type=1&call_id=7&dst_num=100&src_num=89991234567&status=%00",
                "event=1&smart_transfer_is_required=1&call_id=7&src_num=8999%00"
            })
    void ofThePbx(String query) {
        assertThat(http.pbx(query).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"cmd\":\"event\",\"type\":\"INCOMING\",\"callid\":\"7\\u0000\",\"ext\":\"100\",\"phone\":\"89991234567\"",
                "\"cmd\":\"event\",\"type\":\"INCOMING\",\"callid\":\"7\",\"ext\":\"\\u0000\",\"phone\":\"89991234567\"",
                "\"cmd\":\"event\",\"type\":\"ACCEPTED\",\"callid\":\"7\",\"ext\":\"100\",\"phone\":\"8\\u00009\"",
                "\"cmd\":\"history\",\"type\":\"in\",\"callid\":\"7\",\"ext\":\"1\\u0000\",\"phone\":\"8\",\"start\":\"20230908T135640\"",
                "\"cmd\":\"contact\",\"phone\":\"8999\\u0000\""
            })
    void ofTheCrm(String fields) {
        String message = "{" + fields + ",\"crm_token\":\"" + FakeOneC.CRM_TOKEN + "\"}";

        assertThat(http.post("/hs", message).status()).isEqualTo(400);
        assertThat(http.post("/hs", message.replace("\\u0000", "\0")).status()).isEqualTo(400);
    }

    @Test
    void ofTheCrmInAFieldThatNobodyReads() {
        assertThat(http.post(
                                "/hs",
                                "{\"cmd\":\"event\",\"type\":\"INCOMING\",\"callid\":\"nul-1\",\"ext\":\"100\",\"phone\":\"8\","
                                        + "\"more\":\"\\u0000\",\"crm_token\":\"" + FakeOneC.CRM_TOKEN + "\"}")
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"user\":\"100\\u0000\",\"phone\":\"89991234567\"}",
                "{\"user\":\"100\",\"phone\":\"8999\\u00001\"}",
                "{\"user\":\"100\",\"phone\":\"\0\"}"
            })
    void ofAClick(String wish) {
        assertThat(http.post(FakeOneC.MAKECALL, wish, "X-API-KEY", FakeOneC.MAKECALL_KEY)
                        .status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"callid=7%00&ext=100", "callid=7&ext=100%00", "callid=%00&ext=%00"})
    void ofAWorkplaceThatAsksForACall(String which) {
        String cookie = new People(jdbi, sessions).employee("100").header();
        http.pbx("event=1&src_type=1&call_id=nul-2&line=3&dst_num=100&src_num=89991234567");
        String callid = jdbi.withHandle(
                handle -> handle.createQuery("select callid from call where pbx_call_id = 'nul-2' limit 1")
                        .mapTo(String.class)
                        .one());
        String named = which.replace("callid=7", "callid=" + callid);

        assertThat(get("/workplace/window?" + named, cookie).status()).isEqualTo(404);
        assertThat(get("/workplace/document?" + named, cookie).status()).isEqualTo(404);
        assertThat(form("/workplace/contact", named + "&kind=person&name=A&phone=89991234567", cookie)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void ofAWorkplaceThatCalls() {
        String cookie = new People(jdbi, sessions).employee("100").header();

        assertThat(form("/workplace/call", "ext=100&phone=8999%00", cookie).status())
                .isEqualTo(400);
        // An extension that nobody has is not one's own.
        assertThat(form("/workplace/call", "ext=100%00&phone=89991234567", cookie)
                        .status())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"id\":\"6f9619ff-8b86-d011-b42d-00cf4fc964ff\",\"phones\":[\"8999123\\u00004567\"]",
                "\"id\":\"6f9619ff-8b86-d011-b42d-00cf4fc964ff\",\"phones\":[\"89991234567\"],\"responsibleExt\":\"100\\u0000\"",
                "\"id\":\"6f9619ff-8b86-d011-b42d-00cf4fc964f\\u0000\",\"phones\":[\"89991234567\"]"
            })
    void ofTheAddressBookOf1c(String contact) {
        String body = "[{\"kind\":\"person\",\"name\":\"A\"," + contact + "}]";

        assertThat(http.post("/contacts", body, "Authorization", "Bearer onec-token-1")
                        .status())
                .isEqualTo(400);
    }

    private Http.Answer get(String path, String cookie) {
        return http.send(HttpRequest.newBuilder(home.resolve(path)).header("Cookie", cookie));
    }

    private Http.Answer form(String path, String fields, String cookie) {
        return http.post(
                path,
                fields,
                "Cookie",
                cookie,
                "Sec-Fetch-Site",
                "same-origin",
                "Content-Type",
                "application/x-www-form-urlencoded");
    }
}
