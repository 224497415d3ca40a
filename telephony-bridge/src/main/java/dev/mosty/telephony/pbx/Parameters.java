package dev.mosty.telephony.pbx;

import dev.mosty.telephony.call.Malformed;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * The parameters of a query. In an example of «Простые звонки» an {@code &} is missing ({@code
 * call_record_link=call_start_timestamp=1694181400}); a record link that is another parameter is read as that one.
 */
record Parameters(Map<String, String> values) {
    private static final int MOST = 64;
    private static final String LINK = "call_record_link";
    private static final String SWALLOWED = "(call_start_timestamp|call_answer_timestamp|timestamp|status)=.*";

    /** @throws Malformed if it is no query, or an endless one */
    static Parameters of(String query) {
        Map<String, String> values = new HashMap<>();
        String[] pairs = query.split("&", MOST + 1);
        if (pairs.length > MOST) {
            throw new Malformed("there are more than " + MOST + " parameters");
        }
        for (String pair : pairs) {
            read(pair, values);
        }
        String link = values.getOrDefault(LINK, "");
        if (link.matches(SWALLOWED)) {
            values.remove(LINK);
            read(link, values);
        }
        return new Parameters(values);
    }

    private static void read(String pair, Map<String, String> values) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
            values.putIfAbsent(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
        }
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Malformed("the query is not encoded as one");
        }
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    /** Empty if it is not there. */
    String text(String name) {
        return values.getOrDefault(name, "");
    }

    /** Without the client. */
    @Override
    public String toString() {
        return "Parameters" + values.keySet();
    }
}
