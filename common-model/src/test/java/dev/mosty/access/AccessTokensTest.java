package dev.mosty.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mosty.testsupport.Database;
import dev.mosty.testsupport.MovableClock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AccessTokensTest {
    @AutoClose
    private static final Database DATABASE = Database.migrated();

    private final Jdbi jdbi = DATABASE.jdbi();
    private final MovableClock clock = new MovableClock();
    private final Queue<Runnable> background = new ArrayDeque<>();
    private final AccessTokens tokens = new AccessTokens(jdbi, clock, background::add);

    @BeforeEach
    void noTokens() {
        jdbi.useHandle(handle -> handle.execute("truncate access_token restart identity"));
    }

    @Test
    void anIssuedTokenOpensItsPurposeOnly() {
        String token = tokens.issue("proxy", "widget").orElseThrow();

        assertThat(token).hasSize(43).matches("[A-Za-z0-9_-]+");
        assertThat(tokens.check("proxy", token)).contains(new AccessToken(1, "proxy", "widget"));
        assertThat(tokens.check("onec", token)).isEmpty();
        assertThat(tokens.check("proxy", token + "x")).isEmpty();
    }

    @Test
    void ofReplicasThatMakeTheFirstTokenOneIsGivenIt() throws Exception {
        Callable<Optional<String>> issue = () -> tokens.issue("proxy", "first");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            long given = 0;
            for (var issued : threads.invokeAll(List.of(issue, issue, issue, issue))) {
                given += issued.get().stream().count();
            }
            assertThat(given).isEqualTo(1);
        }
    }

    @Test
    void aSeededTokenPassesAndAChangedOneReplacesIt() {
        tokens.seed("onec", "ONEC_TOKEN", "one");
        tokens.seed("onec", "ONEC_TOKEN", "one");
        assertThat(tokens.check("onec", "one")).isPresent();

        tokens.seed("onec", "ONEC_TOKEN", "two");
        clock.advance(AccessTokens.REMEMBERED);

        assertThat(tokens.check("onec", "one")).isEmpty();
        assertThat(tokens.check("onec", "two")).isPresent();
    }

    @Test
    void oneValueMayServeTwoPurposesButNotTwoNamesOfOne() {
        tokens.seed("onec", "ONEC_TOKEN", "same");
        tokens.seed("gate", "GATE_TOKEN", "same");

        assertThat(tokens.check("gate", "same").orElseThrow().name()).isEqualTo("GATE_TOKEN");
        assertThatThrownBy(() -> tokens.seed("gate", "other", "same"))
                .hasMessage("The token \"other\" (gate) is the token of another name already.");
    }

    @Test
    void aDisabledTokenIsRefusedHereAtOnceAndElsewhereWithinFiveSeconds() {
        tokens.seed("proxy", "a", "secret");
        var elsewhere = new AccessTokens(jdbi, clock, background::add);
        elsewhere.check("proxy", "secret");
        long id = tokens.check("proxy", "secret").orElseThrow().id();

        tokens.disable(id);

        assertThat(tokens.check("proxy", "secret")).isEmpty();
        assertThat(elsewhere.check("proxy", "secret")).isPresent();
        clock.advance(AccessTokens.REMEMBERED);
        assertThat(elsewhere.check("proxy", "secret")).isEmpty();
        tokens.seed("proxy", "a", "secret");
        assertThat(tokens.check("proxy", "secret")).isEmpty();
    }

    @Test
    void aTokenJustCheckedNeedsNoDatabase() {
        tokens.seed("proxy", "a", "secret");
        tokens.check("proxy", "secret");
        jdbi.useHandle(handle -> handle.execute("delete from access_token"));

        clock.advance(AccessTokens.REMEMBERED.minusMillis(1));
        assertThat(tokens.check("proxy", "secret")).isPresent();
    }

    @Test
    void lastUseIsMarkedInTheBackgroundAtMostOnceAMinute() {
        tokens.seed("proxy", "a", "secret");

        tokens.check("proxy", "secret");
        tokens.check("proxy", "secret");
        clock.advance(Duration.ofSeconds(59));
        tokens.check("proxy", "secret");
        assertThat(background).hasSize(1);
        assertThat(lastUsed()).isEmpty();

        background.remove().run();
        assertThat(lastUsed()).contains(MovableClock.START.toString());
        clock.advance(Duration.ofSeconds(1));
        tokens.check("proxy", "secret");
        assertThat(background).hasSize(1);
    }

    private Optional<String> lastUsed() {
        return jdbi.withHandle(handle -> handle.select("""
                        select to_char(last_used_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') from access_token
                        """).mapTo(String.class).findOne());
    }
}
