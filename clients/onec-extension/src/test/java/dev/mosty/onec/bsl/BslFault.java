package dev.mosty.onec.bsl;

/** The text cannot be run: 1C would refuse it too, or it is outside the subset that is interpreted. */
public final class BslFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param line in the module, from 1 */
    public BslFault(String module, int line, String what) {
        super("%s:%d: %s".formatted(module, line, what));
    }
}
