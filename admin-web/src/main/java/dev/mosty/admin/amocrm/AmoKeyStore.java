package dev.mosty.admin.amocrm;

import dev.mosty.access.Audit;
import dev.mosty.access.Audit.Actor;
import dev.mosty.settings.Change;
import dev.mosty.settings.Settings;
import dev.mosty.settings.Sha256;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * The settings {@code amo.*}, which rule over amo-gate's variables, and what is asked of the gate. Only the holder of
 * its channel talks to amoCRM, so everything here ends in a notice to it.
 */
@Singleton
class AmoKeyStore {
    static final String CLIENT_ID = "amo.client-id";
    static final String CLIENT_SECRET = "amo.client-secret";
    static final String REDIRECT_URL = "amo.redirect-url";
    static final String CODE = "amo.auth-code";

    private final Jdbi jdbi;
    private final Settings settings;

    AmoKeyStore(Jdbi jdbi, Settings settings) {
        this.jdbi = jdbi;
        this.settings = settings;
    }

    /** What holds now: a setting, or what the gate says that its variables are. */
    AmoForm form() {
        return jdbi.withHandle(this::form);
    }

    private AmoForm form(Handle tx) {
        Optional<AmoForm> gate = tx.select(
                        "select client_id, redirect_url, 'AMO_CLIENT_SECRET' <> all (missing) as secret from amo_account")
                .map((row, context) -> new AmoForm(
                        Optional.ofNullable(row.getString("client_id")).orElse(""),
                        Optional.ofNullable(row.getString("redirect_url")).orElse(""),
                        row.getBoolean("secret")))
                .findOne();
        return new AmoForm(
                settings.get(tx, CLIENT_ID)
                        .or(() -> gate.map(AmoForm::clientId))
                        .orElse(""),
                settings.get(tx, REDIRECT_URL)
                        .or(() -> gate.map(AmoForm::redirectUrl))
                        .orElse(""),
                settings.isSet(CLIENT_SECRET) || gate.map(AmoForm::secretSet).orElse(false));
    }

    /**
     * Keeps what was typed; with a code the gate exchanges it at once.
     *
     * @param secret empty leaves it as it is
     * @param code empty for none
     */
    void save(AmoForm wished, String secret, String code, Actor by) {
        jdbi.useTransaction(tx -> {
            AmoForm before = form(tx);
            List<Change> changes = new ArrayList<>();
            List<String> said = new ArrayList<>();
            changed(CLIENT_ID, before.clientId(), wished.clientId(), changes, said);
            changed(REDIRECT_URL, before.redirectUrl(), wished.redirectUrl(), changes, said);
            secret(CLIENT_SECRET, secret, changes, said);
            secret(CODE, code, changes, said);
            if (changes.isEmpty()) {
                return;
            }
            settings.update(tx, changes, by.name());
            Audit.write(tx, by, code.isEmpty() ? "amocrm.saved" : "amocrm.loaded", "amoCRM", String.join("; ", said));
            tx.execute("select mosty_upkeep('amocrm')");
        });
    }

    private static void changed(String name, String before, String now, List<Change> changes, List<String> said) {
        if (!now.isEmpty() && !now.equals(before)) {
            changes.add(new Change.Put(name, now));
            said.add(name + ": " + before + " → " + now);
        }
    }

    private static void secret(String name, String value, List<Change> changes, List<String> said) {
        if (!value.isEmpty()) {
            changes.add(new Change.PutSecret(name, value));
            said.add(name);
        }
    }

    void refresh(Actor by) {
        jdbi.useTransaction(tx -> {
            tx.execute("select mosty_amo_refresh()");
            Audit.write(tx, by, "amocrm.refreshed", "amoCRM", "");
        });
    }

    /** Remembers that a person of ours began the consent with this state; the gate takes it back once. */
    void consent(String state, Actor by) {
        jdbi.useTransaction(tx -> {
            tx.execute("insert into amo_consent (state_hash, asked_by) values (?, ?)", Sha256.of(state), by.name());
            Audit.write(tx, by, "amocrm.consent", "amoCRM", "");
        });
    }
}
