package dev.mosty.settings;

/** A sealed value does not open: another key, another name, or damage. Says which setting, never its content. */
public final class CannotOpen extends RuntimeException {
    CannotOpen(String name) {
        super("The secret \"" + name + "\" cannot be opened with MOSTY_SECRET_KEY or MOSTY_SECRET_KEY_OLD.");
    }
}
