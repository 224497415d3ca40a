package dev.mosty.admin.onec;

import dev.mosty.access.Audit;
import dev.mosty.access.Audit.Actor;
import dev.mosty.settings.CannotOpen;
import dev.mosty.settings.Change;
import dev.mosty.settings.OneCAddress;
import dev.mosty.settings.Settings;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The settings {@code onec.*}, which amo-proxy reads at each call: what is written here holds at once. */
@Singleton
class OneCStore {
    private static final String PASSWORD = "onec.password";

    private final Jdbi jdbi;
    private final Settings settings;

    OneCStore(Jdbi jdbi, Settings settings) {
        this.jdbi = jdbi;
        this.settings = settings;
    }

    OneCForm form() {
        return jdbi.withHandle(this::form);
    }

    private OneCForm form(Handle tx) {
        return new OneCForm(
                settings.get(tx, "onec.protocol").orElse("HTTP"),
                settings.get(tx, "onec.host").orElse(""),
                settings.get(tx, "onec.port").orElse(""),
                settings.get(tx, "onec.path").orElse("/hs/"),
                settings.get(tx, "onec.user").orElse(""),
                settings.isSet(tx, PASSWORD));
    }

    /** With the password; one that this service's key does not open counts as none, and has to be entered again. */
    OneCAddress address() {
        return jdbi.inTransaction(tx -> {
            try {
                return OneCAddress.read(settings, tx);
            } catch (CannotOpen e) {
                return form(tx).with("");
            }
        });
    }

    /**
     * What differs from what is there, in one transaction with its line in the audit, which says old and new values and
     * of the password only that it changed.
     *
     * @param password empty leaves it as it is
     */
    void save(OneCForm wished, String password, Actor by) {
        jdbi.useTransaction(tx -> {
            Map<String, String> before = values(form(tx));
            List<Change> changes = new ArrayList<>();
            List<String> said = new ArrayList<>();
            values(wished).forEach((name, value) -> {
                if (settings.get(tx, name).filter(value::equals).isEmpty()) {
                    changes.add(new Change.Put(name, value));
                    said.add(name + ": " + before.get(name) + " → " + value);
                }
            });
            if (!password.isEmpty()) {
                changes.add(new Change.PutSecret(PASSWORD, password));
                said.add(PASSWORD);
            }
            if (!changes.isEmpty()) {
                settings.update(tx, changes, by.name());
                Audit.write(tx, by, "onec.changed", "1C", String.join("; ", said));
            }
        });
    }

    private static Map<String, String> values(OneCForm form) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("onec.protocol", form.protocol());
        values.put("onec.host", form.host());
        values.put("onec.port", form.port());
        values.put("onec.path", form.path());
        values.put("onec.user", form.user());
        return values;
    }
}
