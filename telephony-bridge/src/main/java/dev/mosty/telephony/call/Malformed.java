package dev.mosty.telephony.call;

/** A message that cannot be read. The sentence names the field and never quotes its value. */
public final class Malformed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String sentence;

    public Malformed(String sentence) {
        super(sentence, null, false, false);
        this.sentence = sentence;
    }

    /** For whoever sent it. */
    public String sentence() {
        return sentence;
    }
}
