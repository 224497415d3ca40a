package dev.mosty.gate.amocrm;

import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static dev.mosty.gate.amocrm.FakeAmo.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import dev.mosty.delivery.Item;
import dev.mosty.gate.lead.LeadField;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Fields that the account lacks, wanted by a person: made once, by the channel's holder. */
class NewFieldsTest {
    @AutoClose
    private static final FakeAmo AMO = new FakeAmo();

    @AutoClose
    private final Gate gate = new Gate(AMO);

    @BeforeEach
    void theFirstCheckIsOver() {
        AMO.goWell();
        gate.start();
        await().until(() -> gate.number("select count(*) from amo_field") > 0);
    }

    @Test
    void everyFieldHasANameAndATypeThatTakesItsValues() {
        var fields = Arrays.stream(LeadField.values())
                .filter(field -> field.variable().isPresent())
                .map(NewField::of)
                .toList();

        assertThat(fields).allMatch(made -> made.field().fits(made.type()));
        assertThat(fields.stream().map(NewField::name)).doesNotHaveDuplicates();
    }

    @Test
    void aWantedFieldIsMadeAndWrittenFromThenOn() {
        AMO.answer(creations(), json(200, "{}"));
        want("FIELD_BOOKED_DOC_NUM");
        await().until(() ->
                field("FIELD_BOOKED_DOC_NUM").equals("none null null amoCRM took it, and its list does not show it"));
        AMO.fields("10:text", "11:text", "12:numeric", "13:textarea", "77:numeric:Номер документа");
        want("FIELD_BOOKED_DOC_NUM");

        await().until(() -> field("FIELD_BOOKED_DOC_NUM").equals("made 77 null null"));
        assertThat(AMO.urls("POST", "/api/v4/leads/custom_fields")).hasSize(1);
        gate.post(Item.of(AmoChannel.NAME, "1", "BOOKED", "{\"lead_id\":1,\"docNum\":41007}", null));
        gate.awaitDone(1);
        assertThat(AMO.patched().getLast()).contains("\"field_id\":77", "41007");
    }

    @Test
    void oneThatSomebodyHasMadeAlreadyIsTakenByItsName() {
        AMO.fields("10:text", "11:text", "12:numeric", "13:textarea", "78:date:Дата заезда");
        want("FIELD_BOOKED_CHECK_IN");

        await().until(() -> field("FIELD_BOOKED_CHECK_IN").equals("made 78 null null"));
        assertThat(AMO.urls("POST", "/api/v4/leads/custom_fields")).isEmpty();
    }

    @Test
    void aRefusalIsShownAndNotRepeated() {
        AMO.answer(creations(), json(403, "{\"detail\":\"Limit of fields\"}"));
        want("FIELD_BOOKED_DOC_NUM");

        await().until(() ->
                field("FIELD_BOOKED_DOC_NUM").equals("none null null amoCRM answered 403: Limit of fields"));
        gate.wantUpkeep();
        await().during(Duration.ofMillis(300))
                .until(() -> AMO.urls("POST", "/api/v4/leads/custom_fields").size() == 1);
    }

    @Test
    void afterALostAnswerItIsLookedForBeforeItIsMadeAgain() {
        AMO.answer(creations(), json(500, "{}"));
        want("FIELD_BOOKED_DOC_NUM");
        await().until(() -> AMO.urls("POST", "/api/v4/leads/custom_fields").size() == 1);
        AMO.fields("10:text", "79:numeric:Номер документа");
        gate.wantUpkeep();

        await().until(() -> field("FIELD_BOOKED_DOC_NUM").equals("made 79 null null"));
        assertThat(AMO.urls("POST", "/api/v4/leads/custom_fields")).hasSize(1);
    }

    /** As the page does it. */
    private void want(String variable) {
        gate.jdbi.useHandle(handle -> {
            handle.execute("update amo_field set wanted_at = now() where variable = ?", variable);
            handle.execute("select mosty_upkeep('amocrm')");
        });
    }

    private String field(String variable) {
        return gate.texts(
                        "select concat_ws(' ', source, coalesce(made_id::text, 'null'), coalesce(wanted_at::text, 'null'),"
                                + " coalesce(refused, 'null')) from amo_field where variable = '" + variable + "'")
                .getFirst();
    }

    private static MappingBuilder creations() {
        return post(urlPathEqualTo("/api/v4/leads/custom_fields"));
    }
}
