package dev.mosty.gate.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoticeTest {
    /** The JSON of seed 003 with its syntax mended. */
    static final String SEED = """
            {"leads": {
                "add": [{
                    "id": 4564454, "name": "Название товара", "status_id": 7534534, "price": 0,
                    "responsible_user_id": 453453453, "last_modified": 1612007407, "modified_user_id": 0,
                    "created_user_id": 0, "date_create": 1612007407, "pipeline_id": 4546445,
                    "tags": [{"id": 7899, "name": "tilda"}]}],
                "account_id": 19277260,
                "custom_fields": [{"id": 448797, "name": "name_field", "code": "code_field",
                                   "values": [{"value": "string"}]}],
                "created_at": 1612007407, "updated_at": 1612007407},
             "account": [{"subdomain": "subdomain", "id": 19217260,
                          "_links": {"self": "https://subdomain.amocrm.ru"}}]}
            """;

    private static final String FORM = "leads[update][0][id]=24000017&leads[update][0][name]=%D0%9B%D0%B8%D0%B4"
            + "&leads[update][0][last_modified]=1700000000&leads[update][0][account_id]=19277260"
            + "&leads[update][0][tags][0][id]=1&leads[update][0][tags][0][name]=tilda"
            + "&leads[update][0][custom_fields][0][id]=1304923&leads[update][0][custom_fields][0][name]=Status"
            + "&leads[update][0][custom_fields][0][values][0][value]=checkin"
            + "&leads[update][0][custom_fields][1][id]=5&leads[update][0][custom_fields][1][name]=Multi"
            + "&leads[update][0][custom_fields][1][values][0][value]=a"
            + "&leads[update][0][custom_fields][1][values][1][value]=b"
            + "&leads[update][0][custom_fields][2][id]=6&leads[update][0][custom_fields][2][name]=Date"
            + "&leads[update][0][custom_fields][2][values][0]=1756069200"
            + "&account[id]=19277260&account[subdomain]=clinic&account[_links][self]=https://clinic.amocrm.ru";

    @Test
    void theSeedsJsonIsOneAddedLeadWithItsTagAndItsField() {
        var notice = read(SEED);

        assertThat(notice.events()).hasSize(1);
        var event = notice.events().getFirst();
        assertThat(event.name()).isEqualTo("add");
        assertThat(event.id()).isEqualTo("4564454");
        assertThat(event.lastModified()).isEqualTo(1612007407);
        assertThat(event.tags()).isEqualTo(Set.of("tilda"));
        assertThat(event.fields()).isEqualTo(Map.of("name_field", "string"));
        assertThat(event.values()).isEqualTo(Map.of("448797", "string"));
        assertThat(event.lead().path("name").asText()).isEqualTo("Название товара");
        assertThat(notice.accountIds()).containsExactly("19217260", "19277260");
        assertThat(notice.account().path("subdomain").asText()).isEqualTo("subdomain");
    }

    @Test
    void fieldsInTheLeadItselfAreThoseOfTheLead() {
        var notice = read(
                "{\"leads\":{\"add\":[{\"id\":1,\"custom_fields\":[{\"id\":2,\"name\":\"n\",\"values\":"
                        + "[{\"value\":7}]}]}],\"custom_fields\":[{\"id\":3,\"name\":\"beside\",\"values\":[{\"value\":8}]}]}}");

        assertThat(notice.events().getFirst().fields()).isEqualTo(Map.of("n", "7"));
        assertThat(notice.events().getFirst().lead().has("custom_fields")).isFalse();
    }

    @Test
    void aFormIsReadIntoTheSameShape() {
        var notice = read(FORM);

        assertThat(notice.events()).hasSize(1);
        var event = notice.events().getFirst();
        assertThat(event.name()).isEqualTo("update");
        assertThat(event.id()).isEqualTo("24000017");
        assertThat(event.lastModified()).isEqualTo(1700000000);
        assertThat(event.tags()).isEqualTo(Set.of("tilda"));
        assertThat(event.fields()).isEqualTo(Map.of("Status", "checkin", "Multi", "a, b", "Date", "1756069200"));
        assertThat(event.values()).isEqualTo(Map.of("1304923", "checkin", "5", "a, b", "6", "1756069200"));
        assertThat(notice.accountIds()).containsExactly("19277260");
        assertThat(notice.account().path("subdomain").asText()).isEqualTo("clinic");
    }

    @Test
    void severalLeadsAndSeveralKindsAreAsManyEvents() {
        var notice = read("leads[add][0][id]=1&leads[add][1][id]=2&leads[status][0][id]=1");

        assertThat(notice.events().stream().map(event -> event.name() + " " + event.id()))
                .containsExactly("add 1", "add 2", "status 1");
    }

    @Test
    void anAccountIsReadAsAnObjectToo() {
        assertThat(read("{\"account\":{\"id\":5,\"subdomain\":\"x\"}}").accountIds())
                .containsExactly("5");
    }

    @Test
    void everyAccountThatIsNamedIsKnown() {
        assertThat(read("leads[add][0][id]=1&leads[add][0][account_id]=6&account[id]=5")
                        .accountIds())
                .containsExactly("5", "6");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[]", "{}", "{\"leads\":7}", "{\"leads\":{\"add\":{\"id\":null}}}", "{\"leads\":[1]}", "hello"})
    void whatHoldsNoLeadIsNoEvent(String body) {
        assertThat(read(body).events()).isEmpty();
    }

    @Test
    void aValueThatIsAlsoAParentIsNoObstacle() {
        var notice = read("leads[note][0][note][type]=4&leads[note][0][note][type][uuid]=x&leads[note][0][id]=9");

        assertThat(notice.events().getFirst().lead().at("/note/type/uuid").asText())
                .isEqualTo("x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"leads\":", "{", "{]", "a=%zz"})
    void whatCannotBeReadIsSaid(String body) {
        assertThatThrownBy(() -> read(body)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Notice read(String body) {
        return Notice.read(body.getBytes(StandardCharsets.UTF_8));
    }
}
