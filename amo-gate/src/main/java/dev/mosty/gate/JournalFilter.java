package dev.mosty.gate;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mosty.journal.Entry;
import dev.mosty.journal.Journal;
import dev.mosty.web.ErrorBody;
import dev.mosty.web.RequestId;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.UriInfo;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

/**
 * Writes the request log for {@link Journaled} resources: who asked what and how it ended. What they posted is not
 * kept here: it holds keys, or stands in the delivery that it became. A log that cannot be written does not change the answer.
 */
@Singleton
class JournalFilter {
    private static final Logger LOG = Logger.getLogger(JournalFilter.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BEGAN = "mosty.began";

    private final Journal journal;

    JournalFilter(Journal journal) {
        this.journal = journal;
    }

    @Journaled
    @ServerRequestFilter
    public void begin(ContainerRequestContext request) {
        request.setProperty(BEGAN, System.nanoTime());
    }

    @Journaled
    @ServerResponseFilter
    public void end(ContainerRequestContext request, ContainerResponseContext response, HttpServerRequest peer) {
        var status = response.getStatus();
        var entry = new Entry(
                "amo-gate",
                RequestId.current().orElse(""),
                peer.remoteAddress() == null ? "" : peer.remoteAddress().hostAddress(),
                text(request.getHeaderString("User-Agent")),
                request.getMethod(),
                withoutSecret(request.getUriInfo()),
                status,
                status < 400,
                "",
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
