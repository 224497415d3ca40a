package dev.mosty.testbed.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A wrong variable stops the start with one sentence that names it, never with a stack trace or a secret. */
@Execution(ExecutionMode.CONCURRENT)
class GateStartTest {
    private static final String SECRET = "s3cr3t";
    private static final DurablePostgres POSTGRES = new DurablePostgres();
    private static String url = "";

    @BeforeAll
    static void aMigratedDatabase() {
        url = POSTGRES.create("start");
    }

    @AfterAll
    static void stop() {
        POSTGRES.close();
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource(delimiter = '|', textBlock = """
            AMO_RATE               | abc                                     | AMO_RATE: "abc" is not a number.
            AMO_RATE               | 0                                       | AMO_RATE: must be more than 0 and at most 50.
            AMO_BATCH              | 0                                       | AMO_BATCH: must be from 1 to 250.
            AMO_TIMEOUT            | soon                                    | AMO_TIMEOUT: "soon" is not a duration such as 15s, 10m or 1h.
            AMO_BASE_URL           | ftp://x                                 | AMO_BASE_URL: does not make an http or https address.
            GATE_ZONE              | Nowhere                                 | GATE_ZONE: "Nowhere" is not a value that it can have.
            GATE_ACCEPT_WAIT       | -1s                                     | GATE_ACCEPT_WAIT: must not be negative.
            GATE_ALLOW_IPS         | foo                                     | GATE_ALLOW_IPS: "foo" is not an address or a network like 10.0.0.0/8.
            FIELD_SHARED_CREATED_AT| x                                       | FIELD_SHARED_CREATED_AT: "x" is not a whole number.
            FIELD_PAYMENT          | -5                                      | FIELD_PAYMENT: must be the positive id of a field.
            AMO_WEBHOOK_TARGETS    | [{"url":"s3cr3t"}]                      | AMO_WEBHOOK_TARGETS: element 0 has no http or https url.
            APP_INCOMING_BOOKED    | zdrav                                   | APP_INCOMING_BOOKED: must be a path such as /zdrav/booked.
            APP_INCOMING_MC        | /zdrav/booked                           | APP_INCOMING_MC: must differ from APP_INCOMING_BOOKED.
            PAID_SOURCE            | both                                    | PAID_SOURCE: must be rdesk or 1c.
            RDESK_URL              | rdesk                                   | RDESK_URL: must be an address such as http://10.0.0.5:4455.
            AMO_TOKENS_DIR         | /nowhere                                | AMO_TOKENS_DIR: has no readable /nowhere/access_token.txt.
            MOCK_LEAD_ID           | maybe                                   | MOCK_LEAD_ID: must be true or false.
            MOSTY_SECRET_KEY       | s3cr3ts3cr3t                            | MOSTY_SECRET_KEY: holds 9 bytes and must hold 32; make one with: openssl rand -base64 32.
            QUARKUS_HTTP_PORT      | 99999                                   | QUARKUS_HTTP_PORT: "99999" is not a port (0 to 65535).
            """)
    void aWrongVariableIsOneSentence(String variable, String value, String sentence) {
        var variables = new HashMap<>(Map.of("DB_URL", url, "ONEC_TOKEN", SECRET + "-onec", "GATE_TOKEN", SECRET));
        variables.put(variable, value);
        try (var gate = GateProcess.launch(variables)) {
            var code = gate.exitCode();

            assertThat(gate.said().lines().filter(line -> line.startsWith(variable)))
                    .as(gate.said())
                    .containsExactly(sentence);
            assertThat(code).isEqualTo(78);
            assertThat(gate.said()).doesNotContain("\tat ", "Exception", SECRET);
        }
    }

    /** On the way back from an upgrade, and while replicas are replaced one by one. */
    @Test
    void theVersionBeforeStartsOnTablesThatANewerOneHasMigrated() {
        var newer = POSTGRES.create("newer");
        GateProcess.start(Map.of("DB_URL", newer)).close();
        POSTGRES.execute("newer", """
                insert into flyway_schema_history
                    (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)
                select max(installed_rank) + 1, '999', 'newer', 'SQL', 'V999__newer.sql', 1, 'test', 1, true
                  from flyway_schema_history
                """);

        try (var gate = GateProcess.start(Map.of("DB_URL", newer))) {
            assertThat(gate.get("/q/health/ready").statusCode()).isEqualTo(200);
        }
    }
}
