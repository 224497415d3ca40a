package dev.mosty.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.mosty.testsupport.Database;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class InstallationTest {
    @AutoClose
    private static final Database DATABASE = Database.migrated();

    @AutoClose
    private final Rig rig = new Rig(DATABASE);

    @Test
    void aCopiedDatabaseDoesNotSpeakUntilAnAdministratorConfirms() {
        var original = Database.migrated();
        var name = original.url().substring(original.url().lastIndexOf('/') + 1);
        var copyUrl = DATABASE.url().substring(0, DATABASE.url().lastIndexOf('/') + 1) + name + "_copy";
        try (original) {
            try (var installed = new Rig(original)) {
                installed.engine("original");
                assertThat(Installation.suspended(original.jdbi())).isFalse();
                installed.accept("copied", "k", "a");
            }
            // A template must have no connection: the test's own pool is closed by killing them.
            rig.execute("select pg_terminate_backend(pid) from pg_stat_activity where datname = ?", name);
            rig.execute("create database " + name + "_copy template " + name);
            try (var copy =
                    new Rig(Jdbi.create(copyUrl, DATABASE.user(), ""), new Sessions(copyUrl, DATABASE.user(), ""))) {
                var upkeeps = new AtomicInteger();
                var remote = Remote.oneByOne("copied").looksAfterItselfBy(() -> {
                    upkeeps.incrementAndGet();
                    return Optional.empty();
                });
                var engine = copy.drain(remote);
                await().until(() -> copy.number("select epoch from channel where name = 'copied'") == 1);
                engine.wake(List.of("copied"));
                copy.accept("copied", "l", "b");

                assertThat(Installation.suspended(copy.jdbi)).isTrue();
                assertThat(copy.texts("select suspended_because from installation"))
                        .containsExactly("copied database");
                // Two more looks at the lanes by the poll: nothing is found due.
                assertThat(new Lanes(copy.jdbi, "copied", new Ledger("copied")).due(1, List.of(), 9, 9))
                        .isEmpty();
                assertThat(remote.requests).isEmpty();
                assertThat(upkeeps).hasValue(0);

                Installation.confirm(copy.jdbi);
                engine.wake(List.of("copied"));
                await().until(() -> copy.lanes("copied").isEmpty());
                assertThat(upkeeps).hasValue(1);
                Installation.check(copy.jdbi);
                assertThat(Installation.suspended(copy.jdbi)).isFalse();
            } finally {
                rig.execute("drop database " + name + "_copy with (force)");
            }
        }
    }

    /** A channel that has not looked around yet takes fields it does not know for fields that the other side lacks. */
    @Test
    void nothingIsPreparedBeforeTheFirstUpkeepHoweverTheConfirmationFalls() {
        rig.engine("first");
        rig.execute("update installation set system_identifier = 1");
        rig.accept("hasty", "k", "a");
        rig.jdbi.setSqlLogger(new SqlLogger() {
            @Override
            public void logAfterExecution(StatementContext context) {
                if (context.getRenderedSql().contains("where suspended_at is not null")) {
                    DATABASE.jdbi().useHandle(handle -> handle.execute("select mosty_confirm_installation()"));
                }
            }
        });
        var remote = Remote.oneByOne("hasty");
        var sentBefore = new AtomicInteger(-1);
        rig.drain(remote.looksAfterItselfBy(() -> {
            sentBefore.set(remote.requests.size());
            return Optional.empty();
        }));

        await().until(() -> rig.done("hasty").equals(List.of("a done 1")));
        assertThat(sentBefore).hasValue(0);
    }

    @Test
    void anotherClusterIsACopyToo() {
        rig.engine("first");
        rig.execute("update installation set system_identifier = system_identifier + 1");

        Installation.check(rig.jdbi);

        assertThat(Installation.suspended(rig.jdbi)).isTrue();
        Installation.confirm(rig.jdbi);
        assertThat(rig.number("select count(*) from installation i join pg_control_system() c using (system_identifier)"
                        + " where suspended_at is null"))
                .isEqualTo(1);
    }

    @Test
    void aFreshDatabaseSpeaksAtOnce() {
        rig.accept("fresh", "k", "a");
        rig.drain(Remote.oneByOne("fresh"));

        await().until(() -> rig.done("fresh").equals(List.of("a done 1")));
    }

    @Test
    void whatTheLeadsHoldIsForgottenWithTheConfirmation() {
        rig.execute("insert into lead_state (key, target) values ('1', 'account#1')");

        Installation.confirm(rig.jdbi);

        assertThat(rig.number("select count(*) from lead_state")).isZero();
    }

    @Test
    void anOperatorsMisspeltChannelIsAnError() {
        assertThatThrownBy(() -> rig.texts("select mosty_pause('amocmr', 'lunch')::text"))
                .hasMessageContaining("there is no channel \"amocmr\"");
        assertThatThrownBy(() -> rig.texts("select mosty_resume('amocmr')::text"))
                .hasMessageContaining("there is no channel \"amocmr\"");
    }
}
