package dev.mosty.gate.amocrm;

import static dev.mosty.gate.amocrm.Consents.Ruling.STRANGER;
import static dev.mosty.gate.amocrm.Consents.Ruling.TOO_MANY;
import static dev.mosty.gate.amocrm.Consents.Ruling.UNKNOWN_STATE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mosty.testsupport.Database;
import dev.mosty.testsupport.MovableClock;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class ConsentsTest {
    @AutoClose
    private static final Database DATABASE = Database.migrated();

    private final MovableClock clock = new MovableClock();
    private final Consents consents = new Consents(DATABASE.jdbi(), clock);

    @Test
    void aStrangersCodesAreFewAndAnotherAddressHasItsOwn() {
        for (int i = 0; i < 4; i++) {
            assertThat(consents.on("", "10.0.0.1")).isEqualTo(STRANGER);
        }
        assertThat(consents.on(null, "10.0.0.1")).isEqualTo(TOO_MANY);
        assertThat(consents.on(null, "10.0.0.2")).isEqualTo(STRANGER);
        clock.advance(Duration.ofMinutes(1));
        assertThat(consents.on(null, "10.0.0.1")).isEqualTo(STRANGER);
    }

    @Test
    void aStateThatNobodyGaveOutIsRefused() {
        assertThat(consents.on("guessed", "10.0.0.1")).isEqualTo(UNKNOWN_STATE);
    }
}
