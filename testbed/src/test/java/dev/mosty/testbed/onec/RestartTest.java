package dev.mosty.testbed.onec;

import static dev.mosty.testbed.onec.Receptionist.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartTest {
    @TempDir
    private Path folder;

    @Test
    void documentsOutliveARestartAndNumbersGoOn() {
        OneCOptions options = OneCOptions.inMemory().keptIn(folder.resolve("new/1c.json"));
        List<String> hours;
        try (OneCSimulator before = OneCSimulator.start(options);
                Receptionist receptionist = new Receptionist(before)) {
            hours = before.freeOn(LocalDate.parse(MONDAY), "Ефимова Е.В.");
            receptionist.book(1, hours.get(0));
        }
        try (OneCSimulator after = OneCSimulator.start(options);
                Receptionist receptionist = new Receptionist(after)) {
            assertThat(after.freeOn(LocalDate.parse(MONDAY), "Ефимова Е.В.")).doesNotContain(hours.get(0));
            assertThat(receptionist.book(1, hours.get(1)).number()).isEqualTo("000000001");
            assertThat(receptionist.book(2, hours.get(0)).number()).isEqualTo("000000002");
        }
    }

    @Test
    void aBrokenStateIsOneSentence() throws IOException {
        Path file = Files.writeString(folder.resolve("1c.json"), "{");
        OneCOptions options = OneCOptions.inMemory().keptIn(file);
        assertThatThrownBy(() -> OneCSimulator.start(options))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The simulator's state in " + file + " cannot be read; delete it");
    }

    @Test
    void aTakenPortIsOneSentence() {
        try (OneCSimulator first = OneCSimulator.start(OneCOptions.inMemory())) {
            OneCOptions same = OneCOptions.inMemory().listeningOn("127.0.0.1", first.port());
            assertThatThrownBy(() -> OneCSimulator.start(same))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("Port " + first.port() + " of 127.0.0.1 is taken");
        }
    }
}
