package dev.mosty.admin.onec;

import java.util.List;
import java.util.Optional;

/**
 * What can be wrong with the connection, in the order in which one looks for it. {@code docs/1c.md} has the
 * same anchors.
 *
 * @param anchor on the page of help
 * @param word the key of what it means, which the check says too
 * @param remedy the key of what to do
 */
record Trouble(String anchor, String word, String remedy) {
    static final List<Trouble> ALL = List.of(
            new Trouble("refused", "onec-refused", "onec-do-refused"),
            new Trouble("no-name", "onec-no-name", "onec-do-no-name"),
            new Trouble("unreachable", "onec-unreachable", "onec-do-unreachable"),
            new Trouble("timeout", "onec-timeout", "onec-do-timeout"),
            new Trouble("broken", "onec-broken", "onec-do-broken"),
            new Trouble("tls", "onec-tls", "onec-do-tls"),
            new Trouble("401", "onec-login", "onec-do-login"),
            new Trouble("403", "onec-forbidden", "onec-do-forbidden"),
            new Trouble("404", "onec-not-published", "onec-do-not-published"),
            new Trouble("405", "onec-wrong-method", "onec-do-wrong-method"),
            new Trouble("500", "onec-not-compiled", "onec-do-not-compiled"),
            new Trouble("other", "onec-other", "onec-do-other"),
            new Trouble("not-onec", "onec-not-onec", "onec-do-not-onec"));

    static Optional<Trouble> of(String word) {
        return ALL.stream().filter(trouble -> trouble.word().equals(word)).findFirst();
    }
}
