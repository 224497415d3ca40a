package dev.mosty.testbed.simulation;

import dev.mosty.testbed.page.LocalPage;
import io.vertx.ext.web.Router;
import java.util.Map;

/**
 * A simulator's page for people at its root: {@code page.html}, {@code page.js} and texts of its own, one style sheet
 * and one script for all.
 */
public final class HumanPage {
    private static final String POLICY = "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'";

    private final LocalPage page;

    /**
     * @param home the class beside whose package the page's files lie
     * @param data what its script needs besides the texts
     */
    public HumanPage(Class<?> home, Map<String, ?> data) {
        this.page = new LocalPage(
                home, "page", POLICY, all -> data.forEach((name, value) -> all.set(name, Json.tree(value))));
    }

    /** Adds the routes. */
    public void on(Router router) {
        router.get("/").handler(page::show);
        router.get("/page.css").handler(context -> LocalPage.file(context, "text/css", HumanPage.class, "page.css"));
        router.get("/shared.js")
                .handler(context -> LocalPage.file(context, "text/javascript", HumanPage.class, "shared.js"));
        router.get("/page.js").handler(context -> page.file(context, "text/javascript", "page.js"));
    }
}
