package dev.mosty.testbed.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** What a restored backup does with what waited in it. */
class SetAsideTest {

    @Test
    void whatWaitedBecomesDeadLettersAndNothingIsDueAnyMore() throws IOException, SQLException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                .setPGStartupWait(Duration.ofSeconds(60))
                .start()) {
            Flyway.configure()
                    .dataSource(postgres.getPostgresDatabase())
                    .locations("classpath:db/migration")
                    .load()
                    .migrate();
            try (Connection connection = postgres.getPostgresDatabase().getConnection();
                    Statement sql = connection.createStatement()) {
                sql.execute("""
                        insert into delivery (channel, key, kind, payload, dead_at, last_error) values
                            ('amocrm', '1', 'booked', '{}', null, null),
                            ('onec-calls', '2', 'event', '{}', null, 'timeout'),
                            ('amocrm', '3', 'booked', '{}', '2026-01-01', 'refused');
                        insert into delivery_lane (channel, key, pending) values ('amocrm', '1', 1), ('onec-calls', '2', 1);
                        insert into bitrix_run (id, dry, total) values ('11111111-1111-1111-1111-111111111111', false, 2);
                        insert into bitrix_run_item (run, position, entity, origin_id, result, value) values
                            ('11111111-1111-1111-1111-111111111111', 0, 'contact', 'a', 'ok', '17'),
                            ('11111111-1111-1111-1111-111111111111', 1, 'contact', 'b', null, null);
                        """);

                sql.execute(ComposeFile.text("deploy/docker/set-aside.sql"));

                assertThat(text(
                                sql,
                                "select string_agg(key || ' ' || coalesce(dead_code, '-'), ', ' order by id) from"
                                        + " delivery where dead_at is not null"))
                        .isEqualTo("1 restored, 2 restored, 3 -");
                assertThat(text(sql, "select last_error from delivery where key = '3'"))
                        .isEqualTo("refused");
                assertThat(text(sql, "select count(*) from delivery_lane")).isEqualTo("0");
                assertThat(text(
                                sql,
                                "select string_agg(result || ' ' || value, ', ' order by position) from"
                                        + " bitrix_run_item"))
                        .isEqualTo(
                                "ok 17, error После восстановления из копии не отправлено: отправьте из 1С ещё раз.");
                assertThat(text(sql, "select finished_at is not null from bitrix_run"))
                        .isEqualTo("t");
            }
        }
    }

    private static String text(Statement sql, String query) throws SQLException {
        try (ResultSet rows = sql.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
