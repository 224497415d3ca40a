package dev.mosty.admin.onec;

import dev.mosty.web.Reply;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What the answer to {@code GET {base}TestRequest} says about the connection, for whoever set it up
 * ({@code facts/telephony-and-1c.md §3, Publishing}). Pure.
 *
 * @param good whether 1C works
 * @param word the key of the sentence, in {@link dev.mosty.admin.shell.Words}
 * @param said what the other side said, shortened; may be empty
 */
record Diagnosis(boolean good, String word, String said) {
    private static final int SHOWN = 300;

    /** Latin letters look the same to whoever wrote the service. */
    private static final Pattern OK = Pattern.compile("[оo][кk]");

    private static final Pattern NO_NAME = Pattern.compile("resolve|unknownhost|no host|not known|dns");
    private static final Pattern TLS = Pattern.compile("ssl|tls|certificat|pkix|handshake");
    private static final Pattern TIME = Pattern.compile("time|deadline|within");

    /** No address comes of the settings. */
    static Diagnosis noAddress() {
        return new Diagnosis(false, "onec-no-address", "");
    }

    static Diagnosis of(Reply reply) {
        return switch (reply) {
            case Reply.Answered answered -> of(answered.status(), answered.text());
            case Reply.TooLarge ignored -> new Diagnosis(false, "onec-not-onec", "");
            case Reply.NotSent(String why) -> new Diagnosis(false, notSent(why.toLowerCase(Locale.ROOT)), why);
            case Reply.Unknown(String why) ->
                new Diagnosis(
                        false, TIME.matcher(why.toLowerCase(Locale.ROOT)).find() ? "onec-timeout" : "onec-broken", why);
        };
    }

    private static Diagnosis of(int status, String text) {
        if (status == 200) {
            boolean ok = OK.matcher(text.replaceAll("[\\s\"\uFEFF]", "").toLowerCase(Locale.ROOT))
                    .matches();
            return ok ? new Diagnosis(true, "onec-works", "") : new Diagnosis(false, "onec-not-onec", shortened(text));
        }
        String word = switch (status) {
            case 401 -> "onec-login";
            case 403 -> "onec-forbidden";
            case 404 -> "onec-not-published";
            case 405 -> "onec-wrong-method";
            case 500 -> "onec-not-compiled";
            default -> "onec-other";
        };
        return new Diagnosis(false, word, (status + " " + shortened(text)).strip());
    }

    /** Where {@code /admin/settings/1c/help} says what to do; empty where there is nothing to. */
    public String anchor() {
        return Trouble.of(word).map(Trouble::anchor).orElse("");
    }

    private static String notSent(String why) {
        if (why.contains("refused")) {
            return "onec-refused";
        }
        if (NO_NAME.matcher(why).find()) {
            return "onec-no-name";
        }
        if (TLS.matcher(why).find()) {
            return "onec-tls";
        }
        return TIME.matcher(why).find() ? "onec-timeout" : "onec-unreachable";
    }

    /** A page of a web server becomes its words. */
    private static String shortened(String text) {
        String plain = text.replaceAll("(?s)<(style|script|head)\\b.*?</\\1>", " ")
                .replaceAll("<[^>]{0,500}>", " ")
                .replaceAll("[\\s\\p{Cntrl}]+", " ")
                .strip();
        return plain.length() <= SHOWN ? plain : plain.substring(0, SHOWN) + "…";
    }
}
