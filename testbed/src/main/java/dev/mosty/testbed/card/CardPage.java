package dev.mosty.testbed.card;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosty.testbed.page.LocalPage;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** Serves the card, and the widget's files below {@code /card/widget/}. */
public final class CardPage {
    /** The widget asks other addresses, as it does from amoCRM's pages; everything else comes from here. */
    private static final String POLICY =
            "default-src 'self'; connect-src *; img-src 'self' data:; frame-ancestors 'none'";

    private static final String WIDGET = "/card/widget/";

    private final CardOptions options;
    private final LocalPage page;
    private final WidgetFiles widget = WidgetFiles.built();

    /** @throws IllegalStateException with a sentence, if the widget was not built */
    public CardPage(CardOptions options) {
        this.options = options;
        this.page = new LocalPage(CardPage.class, "card", POLICY, this::settings);
    }

    /** Adds the routes. */
    public void on(Router router) {
        router.get("/card").handler(page::show);
        router.get("/card/card.css").handler(context -> page.file(context, "text/css", "card.css"));
        for (String script : new String[] {"card.js", "loader.js", "amocrm.js"}) {
            router.get("/card/" + script).handler(context -> page.file(context, "text/javascript", script));
        }
        router.get(WIDGET + "*").handler(this::widgetFile);
    }

    private void settings(ObjectNode data) {
        data.putObject("settings")
                .put("proxy_url", options.proxyUrl())
                .put("proxy_token", options.proxyToken())
                .put("rdesk_url", options.rdeskUrl());
    }

    private void widgetFile(RoutingContext context) {
        String path = context.normalizedPath().substring(WIDGET.length());
        widget.find(path)
                .ifPresentOrElse(
                        file -> context.response()
                                .putHeader("Content-Type", WidgetFiles.type(path))
                                .putHeader("Cache-Control", "no-cache")
                                .putHeader("X-Content-Type-Options", "nosniff")
                                .end(Buffer.buffer(file)),
                        () -> context.fail(404));
    }
}
