package dev.mosty.journal;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mosty.web.ErrorBody;
import dev.mosty.web.RequestId;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.UriInfo;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

/**
 * Writes the request log for {@link Journaled} resources: who asked what and how it ended. What they posted is there only
 * if the resource gives it to {@link #show}: elsewhere it holds keys. Whoever is slowed leaves no row, or guessing would
 * fill the log. A log that cannot be written does not change the answer.
 */
@Singleton
public final class JournalFilter {
    private static final Logger LOG = Logger.getLogger(JournalFilter.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BEGAN = "mosty.began";
    private static final String BODY = "mosty.body";

    private final Journal journal;
    private final String service;

    JournalFilter(Journal journal, @ConfigProperty(name = "quarkus.application.name") String service) {
        this.journal = journal;
        this.service = service;
    }

    /** The row of this request shows that body, masked and cut; to be called by the resource once the caller is known. */
    public static void show(RoutingContext request, byte[] body) {
        request.put(BODY, new String(body, StandardCharsets.UTF_8));
    }

    /** An answer of which the log shows a part, since the rest is long, or personal data that no field's name tells. */
    public interface Abridged {
        Map<String, ?> shown();
    }

    @Journaled
    @ServerRequestFilter
    public void begin(ContainerRequestContext request) {
        request.setProperty(BEGAN, System.nanoTime());
    }

    @Journaled
    @ServerResponseFilter
    public void end(ContainerRequestContext request, ContainerResponseContext response, RoutingContext routing) {
        var status = response.getStatus();
        if (status == 429) {
            return;
        }
        var peer = routing.request().remoteAddress();
        String body = routing.get(BODY);
        var entry = new Entry(
                service,
                RequestId.current().orElse(""),
                peer == null ? "" : peer.hostAddress(),
                text(request.getHeaderString("User-Agent")),
                request.getMethod(),
                withoutSecret(request.getUriInfo()),
                status,
                status < 400,
                text(body),
                said(response.getEntity()),
                millis(request.getProperty(BEGAN)));
        try {
            journal.record(entry);
        } catch (RuntimeException e) {
            LOG.warnf("A row of the request log was not written: %s", e.getMessage());
        }
    }

    private static String said(@Nullable Object entity) {
        return switch (entity) {
            case ErrorBody(String error) -> error;
            case Map<?, ?> status -> JSON.valueToTree(status).toString();
            case Abridged answer -> JSON.valueToTree(answer.shown()).toString();
            case null, default -> "";
        };
    }

    /** Path and query; a webhook's address is its secret. */
    private static String withoutSecret(UriInfo uri) {
        var secret = uri.getPathParameters().getFirst("secret");
        var query = uri.getRequestUri().getRawQuery();
        return secret == null
                ? uri.getPath() + (query == null ? "" : "?" + query)
                : uri.getPath().replace(secret, "***");
    }

    private static int millis(@Nullable Object began) {
        return began instanceof Long nanos ? (int) ((System.nanoTime() - nanos) / 1_000_000) : 0;
    }

    private static String text(@Nullable String header) {
        return header == null ? "" : header;
    }
}
