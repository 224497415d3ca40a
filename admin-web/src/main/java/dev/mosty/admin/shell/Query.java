package dev.mosty.admin.shell;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The part of an address after the question mark. */
public final class Query {
    private Query() {}

    /**
     * Of what is not empty.
     *
     * @param fields a name, its value, the next name and so on
     * @return empty, or ending in an ampersand, for more to follow
     */
    public static String of(String... fields) {
        StringBuilder query = new StringBuilder();
        for (int i = 0; i < fields.length; i += 2) {
            if (!fields[i + 1].isEmpty()) {
                String value = URLEncoder.encode(fields[i + 1], StandardCharsets.UTF_8);
                query.append(fields[i]).append('=').append(value).append('&');
            }
        }
        return query.toString();
    }
}
