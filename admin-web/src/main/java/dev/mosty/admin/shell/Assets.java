package dev.mosty.admin.shell;

import dev.mosty.web.Asset;
import dev.mosty.web.Refused;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The few files that a browser needs beside a page. They are served here and not as static resources, so that
 * everything of admin-web lies under {@code /admin}. The address carries a digest of the content: browsers keep a file
 * for ever, and ask anew when it has changed.
 */
@Path("/admin/assets")
@Singleton
@Open
public class Assets {
    private static final Map<String, String> SOURCES = Map.of(
            "style.css", "assets/style.css",
            "icon.svg", "assets/icon.svg",
            "live.js", "assets/live.js",
            "copy.js", "assets/copy.js",
            // Of the webjar; the version stands in the parent pom as well, and a difference fails the start.
            "htmx.js", "META-INF/resources/_static/htmx.org/2.0.2/dist/htmx.min.js");

    private final Map<String, Asset> assets = SOURCES.entrySet().stream()
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> Asset.read(entry.getValue())));

    String address(String name) {
        Asset asset = assets.get(name);
        if (asset == null) {
            throw new IllegalArgumentException("there is no asset " + name);
        }
        return "/admin/assets/" + name + "?v=" + asset.digest();
    }

    @GET
    @Path("/{name}")
    public Response get(@PathParam("name") String name) {
        Asset asset = assets.get(name);
        if (asset == null) {
            throw new Refused(404, "There is no such file.");
        }
        return Response.ok(asset.content())
                .type(asset.type())
                .header("Cache-Control", Asset.KEPT)
                .build();
    }
}
