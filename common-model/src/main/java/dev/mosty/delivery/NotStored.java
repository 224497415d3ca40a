package dev.mosty.delivery;

/** The work was not stored: the database stayed away for too long, or too much is waiting for it. */
public final class NotStored extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotStored(String why) {
        super(why);
    }
}
