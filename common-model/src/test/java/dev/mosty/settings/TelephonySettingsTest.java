package dev.mosty.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosty.settings.TelephonySettings.Document;
import dev.mosty.settings.TelephonySettings.Shown;
import dev.mosty.settings.TelephonySettings.Window;
import dev.mosty.testsupport.Database;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class TelephonySettingsTest {
    @AutoClose
    private static final Database DATABASE = Database.migrated();

    private final Settings settings = new Settings(
            DATABASE.jdbi(),
            new Seal(
                    SecretKeys.parse("TEST", Optional.of("bW9zdHkgdGVzdCBrZXksIDMyIGJ5dGVzIGxvbmcuLi4=")),
                    Optional.empty()));

    private TelephonySettings read() {
        return DATABASE.jdbi().inTransaction(tx -> TelephonySettings.read(settings, tx));
    }

    private void forget() {
        DATABASE.jdbi().useHandle(handle -> handle.execute("delete from setting"));
    }

    @Test
    void nothingIsShownMadeOrTransferredBeforeSomebodyChoosesSo() {
        forget();

        assertThat(read())
                .isEqualTo(new TelephonySettings(
                        Window.NEVER, Window.NEVER, Document.NEVER, Document.NEVER, Shown.NEVER, 5, false, false));
    }

    @Test
    void whatWasChosenIsReadBack() {
        var chosen = new TelephonySettings(
                Window.START, Window.END, Document.END, Document.NEVER, Shown.BOTH, 10, true, true);

        settings.update(chosen.changes(), "test");

        assertThat(read()).isEqualTo(chosen);
        assertThat(settings.get("telephony.window.in")).contains("start");
        assertThat(settings.get("telephony.document.show")).contains("both");
    }

    @Test
    void aValueThatIsNoneOfTheAllowedCountsAsNotSet() {
        forget();
        settings.update(
                List.of(
                        new Change.Put("telephony.window.in", "sometimes"),
                        new Change.Put("telephony.digits", "21"),
                        new Change.Put("telephony.transfer", "yes")),
                "test");

        assertThat(read()).isEqualTo(TelephonySettings.DEFAULT);
    }
}
