package dev.mosty.admin.amocrm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosty.access.Role;
import dev.mosty.admin.testsupport.AdminSettings;
import dev.mosty.admin.testsupport.Browser;
import dev.mosty.admin.testsupport.Site;
import dev.mosty.testsupport.PostgresResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code /admin/settings/amocrm/fields}: what the gate found, in words, and what a person may have made. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(AdminSettings.class)
@SuppressWarnings("NullAway.Init") // Quarkus sets the fields.
class FieldsPageTest {
    private static final String PAGE = "/admin/settings/amocrm/fields";

    @Inject
    Site site;

    @Inject
    Jdbi jdbi;

    @BeforeEach
    void theGateHasCompared() {
        site.emptied();
        jdbi.useTransaction(tx -> {
            tx.execute("delete from amo_field");
            tx.execute("""
                    insert into amo_field (variable, source, field_id, account_name, account_type, types) values
                    ('FIELD_BOOKED_STATUS', 'variable', 11, 'Статус <брони>', 'text', '{text,textarea}'),
                    ('FIELD_BOOKED_GUESTS', 'variable', 12, 'Гости', 'numeric', '{textarea}'),
                    ('FIELD_BOOKED_DOC_NUM', 'variable', 13, null, null, '{monetary,numeric}'),
                    ('FIELD_BOOKED_CHECK_IN', 'none', null, null, null, '{date,date_time}'),
                    ('FIELD_MC_LABS', 'old_gate', 1363931, null, null, '{textarea}'),
                    ('FIELD_PAYMENT', 'none', null, null, null, '{monetary,numeric}')
                    """);
        });
    }

    @Test
    void everyFindingIsSaidInThePagesLanguage() {
        Browser viewer = site.signedIn(Role.VIEWER);

        assertThat(viewer.get(PAGE).page())
                .contains("Статус брони")
                .contains("Статус &lt;брони&gt;")
                .contains("подходит")
                .contains("не тот тип")
                .contains("Подходит: текстовая область.")
                .contains("такого поля нет")
                .contains("не пишется")
                .contains("пишется в поле оплаты")
                .doesNotContain("Создать недостающие");
        viewer.post("/admin/language", "to", "en");
        assertThat(viewer.get(PAGE).page()).contains("wrong type").contains("Fits: text area.");
    }

    @Test
    void allThatLackAreAskedForAndThePageAsksUntilTheGateAnswers() {
        Browser admin = site.signedIn(Role.ADMIN);
        assertThat(admin.get(PAGE).page()).contains("Создать недостающие поля (2)");

        var answer = admin.post(PAGE);

        assertThat(answer.location()).isEqualTo(PAGE + "?done=amocrm-asked");
        assertThat(wanted()).containsExactly("FIELD_BOOKED_CHECK_IN", "FIELD_MC_LABS");
        assertThat(site.audit())
                .singleElement()
                .asString()
                .endsWith("amocrm.fields amoCRM FIELD_BOOKED_CHECK_IN, FIELD_MC_LABS");
        assertThat(admin.get(PAGE).page()).contains("hx-trigger=\"every 2s\"").contains("создаётся");
        theGateAnswers();
        assertThat(admin.get(PAGE + "/table").page())
                .contains("amoCRM отказала: <code>no rights</code>")
                .contains("создано здесь")
                .doesNotContain("hx-trigger");
    }

    @Test
    void aFieldWhoseVariableIsSetIsNeverMade() {
        Browser admin = site.signedIn(Role.ADMIN);

        assertThat(admin.post(PAGE, "variable", "FIELD_BOOKED_GUESTS").location())
                .isEqualTo(PAGE + "?done=amocrm-nothing-to-make");
        assertThat(wanted()).isEmpty();
        admin.post(PAGE, "variable", "FIELD_PAYMENT");
        assertThat(wanted()).containsExactly("FIELD_PAYMENT");
        assertThat(site.signedIn(Role.VIEWER).post(PAGE).status()).isEqualTo(403);
    }

    private void theGateAnswers() {
        jdbi.useTransaction(tx -> {
            tx.execute("""
                    update amo_field set wanted_at = null, made_id = 99, source = 'made', field_id = 99,
                           account_name = 'Заезд', account_type = 'date' where variable = 'FIELD_BOOKED_CHECK_IN'
                    """);
            tx.execute("update amo_field set wanted_at = null, refused = 'no rights' where variable = 'FIELD_MC_LABS'");
        });
    }

    private List<String> wanted() {
        return jdbi.withHandle(
                handle -> handle.select("select variable from amo_field where wanted_at is not null order by variable")
                        .mapTo(String.class)
                        .list());
    }
}
