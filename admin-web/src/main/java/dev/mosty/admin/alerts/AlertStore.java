package dev.mosty.admin.alerts;

import dev.mosty.access.Audit;
import dev.mosty.access.Audit.Actor;
import dev.mosty.settings.CannotOpen;
import dev.mosty.settings.Change;
import dev.mosty.settings.Settings;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The settings {@code alerts.*}. */
@Singleton
class AlertStore {
    private static final String PASSWORD = Secret.PASSWORD.setting();
    private static final String TOKEN = Secret.TOKEN.setting();

    private final Jdbi jdbi;
    private final Settings settings;

    AlertStore(Jdbi jdbi, Settings settings) {
        this.jdbi = jdbi;
        this.settings = settings;
    }

    /** What is stored sealed and never shown. */
    enum Secret {
        PASSWORD("smtp-password"),
        TOKEN("telegram-token");

        private final String key;

        Secret(String key) {
            this.key = key;
        }

        /** Of the form's field. */
        String key() {
            return key;
        }

        private String setting() {
            return "alerts." + key;
        }

        static Optional<Secret> of(String key) {
            return Arrays.stream(values()).filter(one -> one.key.equals(key)).findFirst();
        }
    }

    AlertForm form() {
        return jdbi.withHandle(this::form);
    }

    private AlertForm form(Handle tx) {
        return AlertForm.of(
                setting -> settings.get(tx, setting.setting()).orElse(setting.otherwise()),
                settings.isSet(PASSWORD),
                settings.isSet(TOKEN));
    }

    String password() {
        return secret(PASSWORD);
    }

    String token() {
        return secret(TOKEN);
    }

    /** One that this service's key does not open counts as none: the far side refuses, and the page shows that. */
    private String secret(String name) {
        try {
            return settings.secret(name).orElse("");
        } catch (CannotOpen e) {
            return "";
        }
    }

    /** What differs, with its line in the audit; an empty secret stays as it is. */
    void save(AlertForm wished, String password, String token, Actor by) {
        jdbi.useTransaction(tx -> {
            AlertForm before = form(tx);
            List<Change> changes = new ArrayList<>();
            List<String> said = new ArrayList<>();
            for (AlertSetting setting : AlertSetting.values()) {
                if (!wished.get(setting).equals(before.get(setting))) {
                    changes.add(new Change.Put(setting.setting(), wished.get(setting)));
                    said.add(setting.key() + ": " + before.get(setting) + " → " + wished.get(setting));
                }
            }
            secret(PASSWORD, password).ifPresent(changes::add);
            secret(TOKEN, token).ifPresent(changes::add);
            for (Change change : changes) {
                if (change instanceof Change.PutSecret(String name, String ignored)) {
                    said.add(name);
                }
            }
            if (!changes.isEmpty()) {
                settings.update(tx, changes, by.name());
                Audit.write(tx, by, "alerts.changed", "", String.join("; ", said));
            }
        });
    }

    private static Optional<Change> secret(String name, String value) {
        return value.isEmpty() ? Optional.empty() : Optional.of(new Change.PutSecret(name, value));
    }

    /** Nothing is told on that way any more until there is another one. */
    void forget(Secret secret, Actor by) {
        jdbi.useTransaction(tx -> {
            if (settings.isSet(secret.setting())) {
                settings.update(tx, List.of(new Change.Delete(secret.setting())), by.name());
                Audit.write(tx, by, "alerts.secret-removed", secret.setting(), "");
            }
        });
    }

    void tested(Actor by) {
        jdbi.useHandle(handle -> Audit.write(handle, by, "alerts.tested", "", ""));
    }
}
