package dev.mosty.testbed.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MainTest {

    @Test
    void aCommandThatThereIsNotEndsWithTwo() {
        assertThat(run("dance")).isEqualTo(2);
        assertThat(run()).isEqualTo(2);
    }

    @Test
    void aWrongOptionEndsWithTwo() {
        assertThat(run("status", "--port-offset", "many")).isEqualTo(2);
        assertThat(run("status", "--port-offset")).isEqualTo(2);
    }

    private static int run(String... arguments) {
        return Main.run(List.of(arguments), Map.of("SUITE_ROOT", "/nowhere"), Service.ALL);
    }
}
