package dev.mosty.settings;

/**
 * The installation is set up wrongly in a way that stops the start. The message is one sentence for the person who
 * set it up, it names the variable, and it never holds the value of a secret.
 */
public final class Misconfigured extends RuntimeException {
    /** For example {@code new Misconfigured("AMO_RATE", "\"abc\" is not a whole number")}. */
    public Misconfigured(String variable, String why) {
        super(variable + ": " + why + (why.endsWith(".") ? "" : "."));
    }
}
