package dev.mosty.bitrix.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the portal tells of its people and currencies, on the real engine. */
class DirectoryTest {
    private static final String PEOPLE = """
            {"result":[{"ID":"7","ACTIVE":true,"NAME":"Анна","LAST_NAME":"Иванова","EMAIL":"anna@clinic.example"},
                       {"ID":"8","ACTIVE":false,"NAME":"Who","LAST_NAME":"Left","EMAIL":null},
                       {"ID":"9; drop","ACTIVE":true,"NAME":"no id"},
                       {"ID":"10","ACTIVE":true,"NAME":["a list"],"LAST_NAME":"Петров"}],"time":{}}""";
    private static final String CURRENCIES = """
            {"result":[{"CURRENCY":"RUB","FULL_NAME":"Рубль"},{"CURRENCY":"<b>","FULL_NAME":"x"}],"time":{}}""";
    private static final String TO_BE_MAPPED =
            "{'entity':'contact','originId':'C','fields':{'ASSIGNED_BY_ID':'Иванова'}}";

    private final Rig rig = new Rig();

    @AfterEach
    void stop() {
        rig.close();
    }

    private void portalTells(String people) {
        rig.bitrix.fault = method -> method.startsWith("user.get")
                ? new FakeBitrix.Whole(people.startsWith("{\"error") ? 403 : 200, people, false)
                : method.startsWith("crm.currency.list") ? new FakeBitrix.Whole(200, CURRENCIES, false) : null;
    }

    private void asked() {
        rig.jdbi.useHandle(handle -> handle.execute("select mosty_upkeep('bitrix')"));
        await().until(() -> rig.number("select count(*) from bitrix_directory where read_at is not null") == 1);
    }

    @Test
    void itIsReadOnceOneCNamesSomebodyWhomNobodyHasMapped() {
        portalTells(PEOPLE);
        rig.start();

        rig.results(rig.post(TO_BE_MAPPED));
        asked();

        assertThat(rig.texts("select id || ' ' || name || ' ' || email from bitrix_portal_user order by id"))
                .containsExactly("7 Иванова Анна anna@clinic.example", "10 Петров ");
        assertThat(rig.texts("select code || ' ' || name from bitrix_portal_currency"))
                .containsExactly("RUB Рубль");
        assertThat(rig.texts("select portal from bitrix_directory")).hasSize(1);
    }

    @Test
    void aWebhookWithoutTheRightLosesTheListAndNothingElse() {
        portalTells("{\"error\":\"insufficient_scope\",\"error_description\":\"user\"}");
        rig.start();

        assertThat(rig.results(rig.post(TO_BE_MAPPED))).allMatch(result -> result.startsWith("ok "));
        asked();

        assertThat(rig.texts("select no_users from bitrix_directory")).containsExactly("denied");
        assertThat(rig.texts("select code from bitrix_portal_currency")).containsExactly("RUB");
        assertThat(rig.results(rig.post("{'entity':'contact','originId':'D','fields':{'NAME':'Б'}}")))
                .allMatch(result -> result.startsWith("ok "));
    }

    @Test
    void aCurrencyThatNobodyMappedIsRefusedAndRemembered() {
        portalTells(PEOPLE);
        rig.start();

        assertThat(rig.results(
                        rig.post("{'entity':'deal','originId':'D','fields':{'TITLE':'x','CURRENCY_ID':'Тугрик'}}")))
                .isEqualTo(List.of("error Неизвестная валюта «Тугрик»"));
        rig.results(rig.post(
                "{'entity':'deal','originId':'E','fields':{'TITLE':'x','CURRENCY_ID':'" + "т".repeat(5_000) + "'}}"));

        assertThat(rig.texts("select onec from bitrix_currency where code is null"))
                .containsExactly("Тугрик");
        rig.jdbi.useHandle(handle -> handle.execute("update bitrix_currency set code = 'RUB' where code is null"));
        rig.replayDead();
        await().until(() -> rig.number("select count(*) from bitrix_run_item where result = 'ok'") == 1);
    }

    @Test
    void nobodyIsAskedWhileNothingIsToBeMapped() {
        rig.start();

        rig.results(rig.post("{'entity':'contact','originId':'C','fields':{'NAME':'А'}}"));
        rig.jdbi.useHandle(handle -> handle.execute("select mosty_upkeep('bitrix')"));
        rig.results(rig.post("{'entity':'contact','originId':'D','fields':{'NAME':'Б'}}"));

        assertThat(rig.bitrix.requests()).noneMatch(request -> request.startsWith("user.get"));
    }
}
