package dev.mosty.testbed.amocrm;

import dev.mosty.testbed.page.LocalPage;
import io.vertx.ext.web.Router;

/** The page for people: leads, the meter, the faults. */
final class HumanPage {
    private final LocalPage page;

    HumanPage(Account account) {
        this.page = new LocalPage(
                HumanPage.class,
                "page",
                "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'",
                data -> data.set(
                        "pipelines", Json.tree(account.clinic().pipelines().all())));
    }

    void on(Router router) {
        router.get("/").handler(page::show);
        router.get("/page.css").handler(context -> page.file(context, "text/css", "page.css"));
        router.get("/page.js").handler(context -> page.file(context, "text/javascript", "page.js"));
    }
}
