package dev.mosty.bitrix;

import java.util.ResourceBundle;

/** The sentences of {@code words.properties}, in Russian: whoever works with 1C reads them in a run's report. */
public final class Words {
    private static final ResourceBundle BUNDLE = ResourceBundle.getBundle("dev/mosty/bitrix/words");

    private Words() {}

    /** @param values for {@code {0}}, {@code {1}} and so on */
    public static String of(String key, Object... values) {
        String sentence = BUNDLE.getString(key);
        for (int i = 0; i < values.length; i++) {
            sentence = sentence.replace("{" + i + "}", String.valueOf(values[i]));
        }
        return sentence;
    }
}
