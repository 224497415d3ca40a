package dev.mosty.admin.alerts;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The settings as the form shows them, without the secrets.
 *
 * @param passwordSet whether the mail server's password is there
 * @param tokenSet whether the bot's token is there
 */
record AlertForm(Map<AlertSetting, String> values, boolean passwordSet, boolean tokenSet) {

    static AlertForm of(Function<AlertSetting, String> source, boolean passwordSet, boolean tokenSet) {
        Map<AlertSetting, String> values = new EnumMap<>(AlertSetting.class);
        for (AlertSetting setting : AlertSetting.values()) {
            values.put(setting, source.apply(setting));
        }
        return new AlertForm(values, passwordSet, tokenSet);
    }

    String get(AlertSetting setting) {
        return values.getOrDefault(setting, setting.otherwise());
    }

    /** For the template: by the key of the field. */
    public String of(String key) {
        return Arrays.stream(AlertSetting.values())
                .filter(setting -> setting.key().equals(key))
                .findFirst()
                .map(this::get)
                .orElseThrow(() -> new IllegalArgumentException("there is no field " + key));
    }

    int number(AlertSetting setting) {
        return Integer.parseInt(get(setting));
    }

    /** The key of what is wrong with it, in {@link dev.mosty.admin.shell.Words}. */
    Optional<String> fault() {
        for (AlertSetting setting : AlertSetting.values()) {
            if (!setting.accepts(get(setting))) {
                return Optional.of("alerts-bad-" + setting.key());
            }
        }
        boolean half = !get(AlertSetting.HOST).isEmpty()
                && (get(AlertSetting.FROM).isEmpty() || get(AlertSetting.TO).isEmpty());
        return half ? Optional.of("alerts-half") : Optional.empty();
    }

    boolean mails() {
        return !get(AlertSetting.HOST).isEmpty()
                && !get(AlertSetting.FROM).isEmpty()
                && !get(AlertSetting.TO).isEmpty();
    }

    boolean telegrams() {
        return tokenSet && !get(AlertSetting.CHAT).isEmpty();
    }
}
