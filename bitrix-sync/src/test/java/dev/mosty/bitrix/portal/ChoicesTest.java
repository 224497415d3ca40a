package dev.mosty.bitrix.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a person decides of several with one GUID, on the real engine. */
class ChoicesTest {
    private static final String ANNA = "{'entity':'contact','originId':'C','fields':{'NAME':'Анна'}}";

    private final Rig rig = new Rig();
    private final long one = rig.bitrix.put("contact", "ORIGIN_ID", "C");
    private final long other = rig.bitrix.put("contact", "ORIGIN_ID", "C");

    @AfterEach
    void stop() {
        rig.close();
    }

    private UUID refused() {
        rig.start();
        var run = rig.post(ANNA);
        assertThat(rig.results(run).getFirst()).startsWith("error Нарушена целостность");
        return run;
    }

    private void decided() {
        await().until(() -> rig.number("select count(*) from bitrix_choice where refused is null") == 0);
    }

    @Test
    void mergedOnesAreOneAndWhatWasRefusedArrives() {
        var run = refused();

        rig.choose("contact/c", other, one);
        decided();

        await().until(() -> rig.results(run).equals(List.of("ok " + other)));
        assertThat(rig.bitrix.all("contact").keySet()).containsExactly(other);
        assertThat(rig.field("contact", "NAME")).isEqualTo("Анна");
        assertThat(rig.number("select count(*) from bitrix_link where conflict is not null"))
                .isZero();
    }

    @Test
    void theLinkedOneIsWrittenAndTheOtherStaysAsItIs() {
        var run = refused();

        rig.choose("contact/c", one);
        decided();

        await().until(() -> rig.results(run).equals(List.of("ok " + one)));
        assertThat(rig.bitrix.all("contact")).hasSize(2);
        assertThat(rig.bitrix.all("contact").values().stream()
                        .filter(row -> row.path("NAME").asText().equals("Анна"))
                        .map(row -> row.path("ID").asText()))
                .containsExactly(Long.toString(one));
        assertThat(rig.bitrix.calls()).doesNotContain("crm.entity.mergeBatch");
    }

    @Test
    void whatThePortalDoesNotMergeStaysWithTheReason() {
        refused();
        rig.bitrix.mergeStatus = "CONFLICT";

        rig.choose("contact/c", one, other);

        await().until(() -> rig.number("select count(*) from bitrix_choice where refused is not null") == 1);
        assertThat(rig.texts("select refused from bitrix_choice").getFirst())
                .endsWith("/crm/contact/merge/?id=" + one + "," + other);
        assertThat(rig.number("select count(*) from bitrix_link where conflict is not null"))
                .isEqualTo(1);
    }
}
