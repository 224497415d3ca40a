package dev.mosty.testbed.amocrm;

/**
 * A text's set of three-character pieces, folded into 2,048 bits. A text can contain another only if
 * its set covers the other's, so a search reads few of a hundred thousand leads in full.
 */
final class Trigrams {
    private static final int WORDS = 32;

    private final long[] bits;

    private Trigrams(long[] bits) {
        this.bits = bits;
    }

    static Trigrams of(String text) {
        long[] bits = new long[WORDS];
        for (int i = 0; i + 3 <= text.length(); i++) {
            int hash = (text.charAt(i) * 31 + text.charAt(i + 1)) * 31 + text.charAt(i + 2);
            int bit = (hash * 0x9E3779B1) >>> 21;
            bits[bit >>> 6] |= 1L << bit;
        }
        return new Trigrams(bits);
    }

    boolean covers(Trigrams part) {
        for (int i = 0; i < WORDS; i++) {
            if ((part.bits[i] & ~bits[i]) != 0) {
                return false;
            }
        }
        return true;
    }
}
