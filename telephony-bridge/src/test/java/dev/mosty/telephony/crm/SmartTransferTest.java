package dev.mosty.telephony.crm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosty.contacts.AddressBook;
import dev.mosty.settings.Seal;
import dev.mosty.settings.SecretKeys;
import dev.mosty.settings.Settings;
import dev.mosty.settings.TelephonySettings;
import dev.mosty.settings.TelephonySettings.Document;
import dev.mosty.settings.TelephonySettings.Shown;
import dev.mosty.settings.TelephonySettings.Window;
import dev.mosty.telephony.call.CurrentSettings;
import dev.mosty.telephony.onec.OneCCalls;
import dev.mosty.telephony.onec.OneCCallsRig;
import dev.mosty.testsupport.Database;
import dev.mosty.testsupport.FarSide;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Who a call goes to when 1C, or the database, is slow or away. */
class SmartTransferTest {
    private static final String CLIENT = "89991234567";

    @AutoClose
    private final Database database = Database.migrated();

    @AutoClose
    private final OneCCallsRig onec = new OneCCallsRig();

    /** Takes connections and says nothing, as a database does whose machine has vanished. */
    private static Jdbi silent(FarSide away) {
        return Jdbi.create(
                "jdbc:postgresql://127.0.0.1:" + away.uri().getPort() + "/mosty?socketTimeout=30", "mosty", "");
    }

    private static SmartTransfer transfer(OneCCalls onec, Jdbi jdbi) {
        return transfer(onec, jdbi, Duration.ofSeconds(5));
    }

    private static SmartTransfer transfer(OneCCalls onec, Jdbi jdbi, Duration budget) {
        return new SmartTransfer(onec, new AddressBook(jdbi), new CurrentSettings(settings(jdbi)), jdbi, budget);
    }

    private static Settings settings(Jdbi jdbi) {
        return new Settings(
                jdbi,
                new Seal(
                        SecretKeys.parse("TEST", Optional.of("bW9zdHkgdGVzdCBrZXksIDMyIGJ5dGVzIGxvbmcuLi4=")),
                        Optional.empty()));
    }

    private void choose(boolean on, int digits) {
        settings(database.jdbi())
                .update(
                        new TelephonySettings(
                                        Window.NEVER,
                                        Window.NEVER,
                                        Document.NEVER,
                                        Document.NEVER,
                                        Shown.NEVER,
                                        digits,
                                        on,
                                        false)
                                .changes(),
                        "test");
    }

    private void contact(String phone, String ext) {
        database.jdbi().useHandle(handle -> handle.execute("""
                with made as (insert into contact (kind, name, company, note, responsible, responsible_ext, source,
                                                   changed_by, sort_name, words)
                              values ('person', 'x', '', '', '', ?, 'admin', 'test', 'x', '{}') returning id)
                insert into contact_phone (contact, position, digits, written) select id, 1, ?, '' from made
                """, ext, phone));
    }

    @Test
    void oneCAnswersWhileTheDatabaseIsAway() throws IOException, InterruptedException {
        try (var away = new FarSide(connection -> Thread.sleep(Duration.ofSeconds(30)));
                var server = OneCCallsRig.answering("{\"responsible\":\"100\"}")) {
            assertThat(transfer(onec.at(server), silent(away)).responsible(CLIENT))
                    .isEqualTo("100");
        }
    }

    @Test
    void aDatabaseThatIsAwayCostsNoMoreThanTheBudget() throws IOException, InterruptedException {
        try (var away = new FarSide(connection -> Thread.sleep(Duration.ofSeconds(30)))) {
            long began = System.nanoTime();

            assertThat(transfer(onec.unset(), silent(away), Duration.ofMillis(500))
                            .responsible(CLIENT))
                    .isEmpty();

            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
        }
    }

    @Test
    void theOwnBookAnswersOnlyIfPeopleWantIt() throws InterruptedException {
        contact(CLIENT, "100");

        choose(false, 5);
        assertThat(transfer(onec.unset(), database.jdbi()).responsible(CLIENT)).isEmpty();
        choose(true, 5);
        assertThat(transfer(onec.unset(), database.jdbi()).responsible(CLIENT)).isEqualTo("100");
        assertThat(transfer(onec.unset(), database.jdbi()).responsible("+7 999 123-45-67"))
                .isEqualTo("100");
        assertThat(transfer(onec.unset(), database.jdbi()).responsible("34567")).isEmpty();
    }

    @Test
    void anEndingOfDifferentResponsiblesLeadsToNobody() throws InterruptedException {
        contact(CLIENT, "100");
        contact("84951034567", "101");

        choose(true, 5);
        assertThat(transfer(onec.unset(), database.jdbi()).responsible(CLIENT)).isEmpty();
        choose(true, 7);
        assertThat(transfer(onec.unset(), database.jdbi()).responsible(CLIENT)).isEqualTo("100");
    }
}
