package dev.mosty.web;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Path;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** The one map from what a JAX-RS endpoint throws to its reply; a service may map its own types beside it. */
public final class ErrorMapper {
    private static final Logger LOG = Logger.getLogger(ErrorMapper.class);

    @ServerExceptionMapper
    public Response refused(Refused e) {
        return ErrorResponse.of(e.status(), e.getMessage());
    }

    /** Those that carry a body of their own do not come here (JAX-RS 4.3.4). */
    @ServerExceptionMapper
    public Response refused(WebApplicationException e) {
        Response response = e.getResponse();
        if (jacksonCause(e) instanceof JacksonException unreadable) {
            return badJson(unreadable);
        }
        int status = response.getStatus();
        if (status >= 500) {
            LOG.errorf(e, "The request failed");
        }
        return asJson(Response.fromResponse(response).entity(new ErrorBody(ErrorSentence.of(status))));
    }

    /** Says where the JSON is wrong, by line or by field, and never quotes it: it may hold personal data. */
    @ServerExceptionMapper({JacksonException.class, MismatchedInputException.class}) // Quarkus maps the second itself.
    public Response badJson(JacksonException e) {
        if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            return ErrorResponse.of(400, "The field \"" + field(mapping.getPath()) + "\" has a wrong type or form.");
        }
        return ErrorResponse.of(400, "The body is not JSON of the expected form" + line(e) + ".");
    }

    /** Names the first wrong field, by name, so that the sentence is the same each time. */
    @ServerExceptionMapper
    public Response violated(ConstraintViolationException e) {
        return e.getConstraintViolations().stream()
                .min(Comparator.comparing(
                        violation -> violation.getPropertyPath().toString()))
                .map(violation ->
                        ErrorResponse.of(400, "The field \"" + field(violation) + "\" " + violation.getMessage() + "."))
                .orElseGet(() -> ErrorResponse.of(400, ErrorSentence.of(400)));
    }

    @ServerExceptionMapper
    public Response failed(Throwable e) {
        LOG.errorf(e, "The request failed");
        return ErrorResponse.of(500, ErrorSentence.failed());
    }

    /** Whatever the endpoint produces: one of text would write the record's toString. */
    private static Response asJson(Response.ResponseBuilder response) {
        return response.type(MediaType.APPLICATION_JSON_TYPE).build();
    }

    private static Throwable jacksonCause(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null && !(cause instanceof JacksonException)) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static String line(JacksonException e) {
        return e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ")";
    }

    private static String field(List<JsonMappingException.Reference> path) {
        return path.stream()
                .map(step -> step.getFieldName() == null ? Integer.toString(step.getIndex()) : step.getFieldName())
                .collect(Collectors.joining("."));
    }

    /** Without the method and the parameter that the path begins with, if there is more. */
    private static String field(ConstraintViolation<?> violation) {
        StringBuilder inner = new StringBuilder();
        String last = "";
        int depth = 0;
        for (Path.Node node : violation.getPropertyPath()) {
            last = node.toString();
            if (depth++ >= 2) {
                inner.append(inner.isEmpty() ? "" : ".").append(last);
            }
        }
        return inner.isEmpty() ? last : inner.toString();
    }
}
