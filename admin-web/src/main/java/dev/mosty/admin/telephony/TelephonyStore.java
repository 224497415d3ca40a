package dev.mosty.admin.telephony;

import dev.mosty.access.Audit;
import dev.mosty.access.Audit.Actor;
import dev.mosty.settings.Change;
import dev.mosty.settings.Settings;
import dev.mosty.settings.TelephonySettings;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** The settings {@code telephony.*}, which the bridge reads at each call: what is written here holds at once. */
@Singleton
class TelephonyStore {
    private final Jdbi jdbi;
    private final Settings settings;
    private final SecureRandom random = new SecureRandom();

    TelephonyStore(Jdbi jdbi, Settings settings) {
        this.jdbi = jdbi;
        this.settings = settings;
    }

    /** Which secrets there are; their values are never shown. */
    record Secrets(boolean crmToken, boolean pbxKey) {}

    TelephonySettings read() {
        return jdbi.withHandle(handle -> TelephonySettings.read(settings, handle));
    }

    Secrets secrets() {
        return jdbi.withHandle(handle -> new Secrets(
                settings.isSet(handle, TelephonySettings.CRM_TOKEN),
                settings.isSet(handle, TelephonySettings.PBX_KEY)));
    }

    /** What differs from what holds, in one transaction with its line in the audit. */
    void save(TelephonySettings wished, Actor by) {
        jdbi.useTransaction(tx -> {
            List<Change> before = TelephonySettings.read(settings, tx).changes();
            List<Change> changes = new ArrayList<>();
            List<String> said = new ArrayList<>();
            for (int i = 0; i < before.size(); i++) {
                if (before.get(i) instanceof Change.Put(String name, String old)
                        && wished.changes().get(i) instanceof Change.Put(String same, String value)
                        && !old.equals(value)) {
                    changes.add(new Change.Put(same, value));
                    said.add(name + ": " + old + " → " + value);
                }
            }
            if (!changes.isEmpty()) {
                settings.update(tx, changes, by.name());
                Audit.write(tx, by, "telephony.changed", "", String.join("; ", said));
            }
        });
    }

    /** The new token, this once; the one before stops to be accepted. */
    String makeCrmToken(Actor by) {
        byte[] bits = new byte[32];
        random.nextBytes(bits);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
        put(TelephonySettings.CRM_TOKEN, token, by);
        return token;
    }

    void putPbxKey(String key, Actor by) {
        put(TelephonySettings.PBX_KEY, key, by);
    }

    /** From then on the bridge shows the PBX what {@code PBX_API_KEY} says, or nothing. */
    void forgetPbxKey(Actor by) {
        jdbi.useTransaction(tx -> {
            if (settings.isSet(tx, TelephonySettings.PBX_KEY)) {
                settings.update(tx, List.of(new Change.Delete(TelephonySettings.PBX_KEY)), by.name());
                Audit.write(tx, by, "telephony.secret-removed", TelephonySettings.PBX_KEY, "");
            }
        });
    }

    private void put(String name, String secret, Actor by) {
        jdbi.useTransaction(tx -> {
            settings.update(tx, List.of(new Change.PutSecret(name, secret)), by.name());
            Audit.write(tx, by, "telephony.secret", name, "");
        });
    }
}
