package dev.mosty.gate.amocrm;

import static dev.mosty.gate.amocrm.FakeAmo.grants;
import static dev.mosty.gate.amocrm.FakeAmo.json;
import static dev.mosty.gate.amocrm.FakeAmo.page;
import static dev.mosty.gate.amocrm.FakeAmo.patches;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mosty.settings.Seal;
import dev.mosty.settings.SecretKeys;
import io.quarkus.runtime.StartupEvent;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tokens: got once, refreshed ahead of time, never lost, and a person called when nothing else helps. */
class AmoConnectionTest {
    @AutoClose
    private static final FakeAmo AMO = new FakeAmo();

    private static final String EXCHANGE = "{\"client_id\":\"client\",\"client_secret\":\"secret\","
            + "\"redirect_uri\":\"https://gate.example.org/amo/oauth/callback\","
            + "\"grant_type\":\"authorization_code\",\"code\":\"%s\"}";
    private static final String REFRESH = "{\"client_id\":\"client\",\"client_secret\":\"secret\","
            + "\"redirect_uri\":\"https://gate.example.org/amo/oauth/callback\","
            + "\"grant_type\":\"refresh_token\",\"refresh_token\":\"%s\"}";
    private static final String REVOKED = "{\"hint\":\"Token has been revoked\",\"title\":\"Unauthorized\"}";

    @AutoClose
    private final Gate gate = new Gate(AMO);

    @BeforeEach
    void everythingGoesWell() {
        AMO.goWell();
    }

    @Test
    void theCodeIsExchangedOnceAndNeverAgainAfterARestart() {
        gate.start().post(1, "waiting");
        gate.awaitDone(1);
        gate.start().post(2, "waiting");
        gate.awaitDone(2);

        assertThat(AMO.granted()).containsExactly(EXCHANGE.formatted(Gate.CODE));
        assertThat(AMO.patchedWith()).containsExactly("Bearer access-1", "Bearer access-1");
    }

    /** Both were spent, whichever came first: neither is ever exchanged again, and a third counts wherever it is given. */
    @Test
    void aNewCodeCountsThoughAnOlderOneWasLoadedByAPerson() {
        gate.start().post(1, "waiting");
        gate.awaitDone(1);
        gate.loadCode("loaded");
        gate.start().post(2, "waiting");
        gate.awaitDone(2);
        gate.with("amo.auth-code", "newest").start().post(3, "waiting");
        gate.awaitDone(3);
        gate.with("amo.auth-code", Gate.CODE).start().post(4, "waiting");
        gate.awaitDone(4);

        assertThat(AMO.granted())
                .containsExactly(
                        EXCHANGE.formatted(Gate.CODE), EXCHANGE.formatted("loaded"), EXCHANGE.formatted("newest"));
    }

    @Test
    void tokensAreSealedAnewSoThatTheOldKeyMayGo() {
        gate.start().post(1, "waiting");
        gate.awaitDone(1);
        gate.stop();
        var newKey = SecretKeys.parse("MOSTY_SECRET_KEY", Optional.of("YW5vdGhlciB0ZXN0IGtleSwgMzIgYnl0ZXMgbG9uZyE="));

        new TokenStore(gate.jdbi, new Seal(newKey, Optional.of(Gate.KEY))).resealAtStart(new StartupEvent());

        var onlyTheNewKey = new TokenStore(gate.jdbi, new Seal(newKey, Optional.empty()));
        onlyTheNewKey.resealAtStart(new StartupEvent());
        assertThat(onlyTheNewKey.read().accessToken()).isEqualTo("access-1");
        assertThat(onlyTheNewKey.read().refreshToken()).isEqualTo("refresh-1");
        assertThat(onlyTheNewKey.read().problem()).isNull();
    }

    @Test
    void tokensThatNoKeyOpensAreAPersonsTaskAndNoCrash() {
        gate.start().post(1, "waiting");
        gate.awaitDone(1);
        gate.stop();
        var strange = SecretKeys.parse("MOSTY_SECRET_KEY", Optional.of("YW5vdGhlciB0ZXN0IGtleSwgMzIgYnl0ZXMgbG9uZyE="));
        var store = new TokenStore(gate.jdbi, new Seal(strange, Optional.empty()));

        store.resealAtStart(new StartupEvent());

        assertThat(store.read().accessToken()).isNull();
        assertThat(store.read().problem())
                .isEqualTo("the stored tokens open with neither MOSTY_SECRET_KEY nor MOSTY_SECRET_KEY_OLD");
    }

    @Test
    void aRefusedCodeIsAskedForAgainInWordsAndNotExchangedASecondTime() {
        AMO.answer(grants(), json(400, "{\"hint\":\"Authorization code has expired\"}"));
        gate.start().post(1, "waiting");

        assertThat(gate.awaitPause("reauthorize")).endsWith("amoCRM answered 400: Authorization code has expired");
        assertThat(gate.store.read().problem())
                .isEqualTo("the authorization code was refused (it lives 20 minutes and works once):"
                        + " amoCRM answered 400: Authorization code has expired");
        gate.start();
        nothingIsSentFor(gate, 1);
        assertThat(gate.live()).containsExactly("1 waiting 0");
    }

    @Test
    void theTokensOfACodeAreStoredBeforeTheCodeIsMarkedAsUsed() {
        gate.jdbi.useHandle(handle -> handle.createScript("""
                create function no_more() returns trigger language plpgsql as 'begin raise exception ''killed here''; end';
                create trigger no_more before update of spent_codes on oauth_token
                    for each row execute function no_more();
                insert into oauth_token (provider) values ('amocrm');
                """).execute());
        gate.start();

        awaitStored("access-1");
        assertThat(gate.store.read().refreshToken()).isEqualTo("refresh-1");
    }

    @Test
    void theTokenIsRefreshedAheadOfItsExpiryAndTheNewPairIsKept() {
        AMO.tokenLife = 7_200;
        gate.start();
        awaitStored("access-1");
        gate.clock.advance(Duration.ofMinutes(89));
        gate.wantUpkeep();
        gate.post(1, "waiting");
        gate.awaitDone(1);
        assertThat(AMO.granted()).hasSize(1);

        gate.clock.advance(Duration.ofMinutes(2));
        gate.wantUpkeep();
        awaitStored("access-2");
        gate.post(1, "checkin");
        gate.awaitDone(2);

        assertThat(AMO.granted()).containsExactly(EXCHANGE.formatted(Gate.CODE), REFRESH.formatted("refresh-1"));
        assertThat(AMO.patchedWith()).containsExactly("Bearer access-1", "Bearer access-2");
        assertThat(gate.store.read().refreshToken()).isEqualTo("refresh-2");
    }

    @Test
    void theTokenIsRefreshedOnceADayHoweverLongItLives() {
        AMO.tokenLife = 10 * 86_400;
        gate.start();
        awaitStored("access-1");
        gate.clock.advance(Duration.ofHours(21));
        gate.wantUpkeep();

        awaitStored("access-2");
        assertThat(AMO.granted().getLast()).isEqualTo(REFRESH.formatted("refresh-1"));
    }

    @Test
    void theNewPairIsStoredBeforeItIsUsed() {
        gate.start();
        awaitStored("access-1");
        gate.jdbi.useTransaction(tx -> {
            tx.execute("select 1 from oauth_token for update");
            gate.clock.advance(Duration.ofHours(21));
            gate.wantUpkeep();
            awaitGrants(2);
            gate.post(1, "waiting");
            assertThat(AMO.patched()).isEmpty();
        });
        gate.awaitDone(1);

        assertThat(AMO.patchedWith()).containsExactly("Bearer access-2");
    }

    @Test
    void aRevokedRefreshTokenCallsForAPersonAndANewCodeHealsIt() {
        gate.start();
        awaitStored("access-1");
        AMO.answerNext(grants(), json(401, REVOKED));
        gate.clock.advance(Duration.ofHours(21));
        gate.wantUpkeep();
        gate.awaitPause("reauthorize");

        assertThat(gate.store.read().problem())
                .isEqualTo("amoCRM wants a new consent: amoCRM answered 401: Token has been revoked");
        gate.post(1, "waiting");
        nothingIsSentFor(gate, AMO.requests());

        gate.keys().load(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of("new-code"), "test");
        gate.wantUpkeep();
        gate.awaitDone(1);
        assertThat(AMO.granted())
                .containsExactly(
                        EXCHANGE.formatted(Gate.CODE), REFRESH.formatted("refresh-1"), EXCHANGE.formatted("new-code"));
        assertThat(gate.store.read().problem()).isNull();
    }

    @Test
    void whileARefreshFailsThePresentTokenServes() {
        gate.start();
        awaitStored("access-1");
        AMO.answerNext(grants(), json(500, "{}"), page(502));
        gate.clock.advance(Duration.ofHours(21));
        gate.wantUpkeep();
        awaitGrants(2);
        gate.post(1, "waiting");
        gate.awaitDone(1);
        gate.wantUpkeep();
        awaitGrants(3);
        gate.wantUpkeep();
        awaitStored("access-2");

        assertThat(AMO.patchedWith()).containsExactly("Bearer access-1");
        assertThat(AMO.granted().subList(1, 4))
                .containsExactly(
                        REFRESH.formatted("refresh-1"), REFRESH.formatted("refresh-1"), REFRESH.formatted("refresh-1"));
        assertThat(gate.store.read().problem()).isNull();
    }

    @Test
    void aTokenThatIsNotTakenIsRefreshedBeforeTheLeadGoesOutAgain() {
        gate.start();
        awaitStored("access-1");
        AMO.answerNext(patches(), json(401, "{\"title\":\"Unauthorized\"}"));
        gate.post(1, "waiting");
        gate.awaitDone(1);

        assertThat(AMO.patchedWith()).containsExactly("Bearer access-1", "Bearer access-2");
        assertThat(AMO.granted().getLast()).isEqualTo(REFRESH.formatted("refresh-1"));
        assertThat(gate.texts("select attempts::text from delivery_done")).containsExactly("1");
    }

    @Test
    void aFreshTokenThatIsNotTakenEitherIsNotRefreshedInALoop() {
        gate.start();
        awaitStored("access-1");
        AMO.answer(patches(), json(401, "{\"title\":\"Unauthorized\"}"));
        gate.post(1, "waiting");
        await().until(() -> AMO.patchedWith().contains("Bearer access-2"));
        gate.awaitPause("reauthorize");
        nothingIsSentFor(gate, AMO.requests());

        assertThat(AMO.patchedWith()).containsExactly("Bearer access-1", "Bearer access-2");
        assertThat(AMO.granted()).hasSize(2);
    }

    @Test
    void aLongLivedTokenIsUsedAsItIs() {
        gate.without("amo.client-secret").without("amo.auth-code").with("amo.long-lived-token", "eternal");
        gate.start().post(1, "waiting");
        gate.awaitDone(1);

        assertThat(AMO.patchedWith()).containsExactly("Bearer eternal");
        assertThat(AMO.granted()).isEmpty();
        assertThat(gate.keys().missing()).isEmpty();
    }

    @Test
    void aLongLivedTokenThatIsNotTakenCallsForAPersonAndSendsNoMore() {
        gate.with("amo.long-lived-token", "eternal").start();
        AMO.answer(patches(), json(401, "{\"title\":\"Unauthorized\"}"));
        gate.post(1, "waiting");
        gate.awaitPause("token");
        gate.wantUpkeep();

        assertThat(gate.awaitPause("reauthorize"))
                .isEqualTo("reauthorize: amoCRM does not accept AMO_LONG_LIVED_TOKEN: make a new one and restart");
        nothingIsSentFor(gate, AMO.requests());
        assertThat(gate.live()).containsExactly("1 waiting 0");
    }

    @Test
    void whatIsMissingIsSaidAndTheWorkIsKept() {
        gate.without("amo.base-url").without("amo.client-secret").start().post(1, "waiting");

        assertThat(gate.awaitPause("not-configured"))
                .isEqualTo("not-configured: not connected: set AMO_SUBDOMAIN, AMO_CLIENT_SECRET");
        assertThat(gate.live()).containsExactly("1 waiting 0");
    }

    @Test
    void twoReplicasThatTakeOverTheSameFolderDoNotUndoARefresh() throws Exception {
        var folder = Files.createTempDirectory("tokens");
        Files.writeString(folder.resolve("access_token.txt"), "old-access\n");
        Files.writeString(folder.resolve("refresh_token.txt"), "old-refresh\n");
        TokenImport.from(folder, gate.store, Optional.empty(), gate.clock);
        var second = gate.store.read();
        gate.store.replace("access-2", Optional.of("refresh-2"), gate.clock.instant(), Duration.ofDays(1));
        // The other replica had looked before the refresh and writes after it.
        assertThat(second.refreshToken()).isEqualTo("old-refresh");
        gate.store.importPair("old-access", "old-refresh", gate.clock.instant(), Duration.ZERO);

        assertThat(gate.store.read().refreshToken()).isEqualTo("refresh-2");
    }

    private static void nothingIsSentFor(Gate gate, int sofar) {
        await().during(Duration.ofMillis(700)).atMost(Duration.ofSeconds(5)).until(() -> {
            gate.endPause();
            gate.hurry();
            gate.wantUpkeep();
            return AMO.requests() == sofar;
        });
    }

    private static void awaitGrants(int count) {
        await().until(() -> AMO.granted().size() == count);
    }

    private void awaitStored(String token) {
        await().until(() -> token.equals(gate.store.read().accessToken()));
    }
}
