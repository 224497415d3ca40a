package dev.mosty.onec.bsl;

/** What the language refuses to do with these values; whoever knows the line makes a {@link BslFault} of it. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String what;

    Refusal(String what) {
        super(what, null, false, false);
        this.what = what;
    }

    String what() {
        return what;
    }
}
