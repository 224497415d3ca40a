package dev.mosty.telephony.workplace;

import dev.mosty.web.Asset;
import dev.mosty.web.ErrorReply;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files beside the page; the first two are those of admin-web too. */
@Singleton
final class WorkplaceAssets {
    private final Map<String, Asset> assets = Stream.of(
                    "style.css", "icon.svg", "workplace.css", "workplace.js", "line.js")
            .collect(Collectors.toUnmodifiableMap(name -> name, name -> Asset.read("assets/" + name)));

    /** For templates. */
    public String address(String name) {
        Asset asset = assets.get(name);
        if (asset == null) {
            throw new IllegalArgumentException("there is no asset " + name);
        }
        return "/workplace/assets/" + name + "?v=" + asset.digest();
    }

    void serve(RoutingContext context) {
        Asset asset = assets.get(context.pathParam("name"));
        if (asset == null) {
            ErrorReply.send(context, 404);
            return;
        }
        context.response()
                .putHeader("Content-Type", asset.type())
                .putHeader("Cache-Control", Asset.KEPT)
                .end(asset.content());
    }
}
