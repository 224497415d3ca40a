package dev.mosty.testbed.amocrm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartTest {
    @TempDir
    private Path folder;

    @Test
    void leadsFieldsAndTokensOutliveARestart() {
        SimulatorOptions options = SimulatorOptions.inMemory().keptIn(folder.resolve("new/state.json"));
        String refreshToken;
        Lead lead;
        try (AmoCrmSimulator before = AmoCrmSimulator.start(options);
                Caller caller = new Caller(before)) {
            refreshToken = caller.token(
                            "authorization_code", "code", before.oauth().issueCode())
                    .at("/refresh_token")
                    .asText();
            caller.post("/api/v4/leads/custom_fields", "[{\"name\":\"Палата\",\"type\":\"text\"}]");
            before.editAsManager(
                    23392663,
                    "{\"price\":0.10,\"custom_fields_values\":[{\"field_id\":1305059,\"values\":[{\"value\":1766869200}]}]}");
            lead = before.leads().find(23392663).orElseThrow();
        }
        try (AmoCrmSimulator after = AmoCrmSimulator.start(options);
                Caller caller = new Caller(after)) {
            assertThat(after.leads().find(23392663)).contains(lead);
            assertThat(after.fields().all()).hasSize(19);
            assertThat(caller.token("refresh_token", "refresh_token", refreshToken)
                            .status())
                    .isEqualTo(200);
            assertThat(caller.token("refresh_token", "refresh_token", refreshToken)
                            .at("/hint")
                            .asText())
                    .isEqualTo("Token has been revoked");
        }
    }

    @Test
    void aChangeIsInTheFileSoonAfterSoThatAKillLosesLittle() {
        Path file = folder.resolve("state.json");
        try (AmoCrmSimulator simulator =
                AmoCrmSimulator.start(SimulatorOptions.inMemory().keptIn(file))) {
            simulator.editAsManager(23392663, "{\"name\":\"Переименована\"}");
            await().until(() -> Files.exists(file) && Files.readString(file).contains("Переименована"));
        }
    }

    @Test
    void aBrokenStateIsOneSentence() throws IOException {
        Path file = Files.writeString(folder.resolve("state.json"), "{");
        SimulatorOptions options = SimulatorOptions.inMemory().keptIn(file);
        assertThatThrownBy(() -> AmoCrmSimulator.start(options))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The simulator's state in " + file + " cannot be read; delete it");
    }

    @Test
    void aTakenPortIsOneSentence() {
        try (AmoCrmSimulator first = AmoCrmSimulator.start(SimulatorOptions.inMemory())) {
            SimulatorOptions same = SimulatorOptions.inMemory().listeningOn("127.0.0.1", first.port());
            assertThatThrownBy(() -> AmoCrmSimulator.start(same))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("Port " + first.port() + " of 127.0.0.1 is taken");
        }
    }

    @Test
    void aResetBringsTheSeededClinicBack() {
        try (AmoCrmSimulator simulator = AmoCrmSimulator.start(SimulatorOptions.inMemory())) {
            simulator.leads().createRange(1, 10);
            simulator.editAsManager(23392663, "{\"price\":1}");
            simulator.knobs().banned = true;
            simulator.reset();
            assertThat(simulator.leads().count()).isEqualTo(5);
            assertThat(simulator.leads().find(23392663).orElseThrow().price()).isEqualByComparingTo("0");
            assertThat(simulator.knobs().banned).isFalse();
        }
    }
}
