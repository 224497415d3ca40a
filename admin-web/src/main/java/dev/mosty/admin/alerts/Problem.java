package dev.mosty.admin.alerts;

import dev.mosty.admin.shell.Words;
import java.util.Locale;

/**
 * Something that people should know.
 *
 * @param kind {@code queue}, {@code dead}, {@code paused}, {@code reauthorize}, {@code copied}, {@code portal},
 *     {@code pull} or {@code conflicts}
 * @param about the channel, or empty
 * @param value the number in the sentence, or empty
 */
record Problem(String kind, String about, String value) {

    /** What tells it from others, whatever its number is just now. */
    String key() {
        return about.isEmpty() ? kind : kind + ":" + about;
    }

    static Problem of(String key, String value) {
        int cut = key.indexOf(':');
        return cut < 0
                ? new Problem(key, "", value)
                : new Problem(key.substring(0, cut), key.substring(cut + 1), value);
    }

    /** Nothing of anybody's data is in it: it goes through other people's mail servers. */
    String said(Locale locale, Notice.Kind notice) {
        String word = "alerts-" + (notice == Notice.Kind.OVER ? "over-" : "is-") + kind;
        return Words.of(locale, word, about, value);
    }
}
