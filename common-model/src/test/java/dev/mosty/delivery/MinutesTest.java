package dev.mosty.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosty.testsupport.Database;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class MinutesTest {
    private static final Database DATABASE = Database.migrated();

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @Test
    void whatAChannelDidAddsUpWithTheLimitItHad() {
        try (var minutes = new Minutes(DATABASE.jdbi())) {
            minutes.limit("amocrm", 7);
            minutes.request("amocrm");
            minutes.outcome("amocrm", new Outcome.Done());
            minutes.outcome("amocrm", new Outcome.Superseded(1));
            minutes.write();
            minutes.request("amocrm");
            minutes.outcome("amocrm", new Outcome.Retry(Duration.ZERO, "busy"));
            minutes.outcome("amocrm", new Outcome.Uncertain("reset"));
            minutes.outcome("amocrm", new Outcome.Dead("no", null));
            minutes.outcome("amocrm", new Outcome.Pause(Duration.ZERO, "banned", "why"));
            minutes.write();
            minutes.write();
        }

        List<String> sums = DATABASE.jdbi()
                .withHandle(
                        handle -> handle.createQuery("""
                        select concat_ws(' ', channel, sum(requests), sum(done), sum(failed), sum(dead), max(per_second))
                          from channel_minute group by channel
                        """).mapTo(String.class).list());
        assertThat(sums).containsExactly("amocrm 2 2 2 1 7");
    }
}
