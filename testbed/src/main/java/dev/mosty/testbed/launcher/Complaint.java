package dev.mosty.testbed.launcher;

/** Ends a command with a sentence for the person at the terminal, never with a stack trace. */
public final class Complaint extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int exitCode;

    public Complaint(int exitCode, String sentence) {
        super(sentence);
        this.exitCode = exitCode;
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }

    public int exitCode() {
        return exitCode;
    }
}
