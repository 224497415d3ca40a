package dev.mosty.gate;

import dev.mosty.delivery.NotStored;
import dev.mosty.web.ErrorResponse;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** A database that stayed away for the caller's whole wait is a 503 wherever it was asked. */
public final class DatabaseAway {
    @ServerExceptionMapper
    public Response away(NotStored e) {
        return ErrorResponse.unavailable("not done, send it again: " + e.getMessage());
    }
}
