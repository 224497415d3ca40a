package dev.mosty.doctor;

/**
 * One sentence about an installation.
 *
 * @param sentence in the language that was asked for
 */
record Finding(Mark mark, String sentence) {

    /** What the sentence is to the person who reads it. */
    enum Mark {
        WELL("✓"),
        /** To be known; nothing has to be done. */
        NOTE("•"),
        WRONG("✗");

        private final String sign;

        Mark(String sign) {
            this.sign = sign;
        }
    }

    static Finding of(boolean good, String sentence) {
        return new Finding(good ? Mark.WELL : Mark.WRONG, sentence);
    }

    boolean wrong() {
        return mark == Mark.WRONG;
    }

    /** As it is printed. */
    @Override
    public String toString() {
        return mark.sign + " " + sentence;
    }
}
