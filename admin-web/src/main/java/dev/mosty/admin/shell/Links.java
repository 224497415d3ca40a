package dev.mosty.admin.shell;

import io.quarkus.qute.TemplateExtension;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** What templates need to build links. */
@TemplateExtension
final class Links {
    private Links() {}

    /** <code>?q={q.asQuery}</code>: a text as it may stand in a query. */
    static String asQuery(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
