package dev.mosty.testbed.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosty.testbed.simulation.Json;
import java.util.Optional;

/**
 * An answer of a proxy to a widget.
 *
 * @param id of the request, as the request log knows it
 * @param booking what was to be registered; empty where free hours were asked for
 * @param life the process that answered; empty if it is not known
 * @param type the content type
 */
record Answered(String id, Optional<Booking> booking, Optional<Pair.Life> life, int status, String type, String body) {

    /** Empty if it is not what an API may answer. */
    Optional<JsonNode> json() {
        return type.startsWith("application/json") ? Json.read(body).filter(JsonNode::isObject) : Optional.empty();
    }

    /** The document's number, if that is the answer. */
    Optional<String> number() {
        return json().filter(object -> status == 200 && booking.isPresent())
                .map(object -> object.path("number").asText());
    }

    /**
     * A registration is logged before it is answered, hours are logged by an orderly stop at the latest; only an answer
     * that the database is away (503) has no row.
     */
    boolean mustBeLogged() {
        return status != 503
                && (booking.isPresent() || life.filter(known -> !known.killed()).isPresent());
    }

    @Override
    public String toString() {
        return id + ": " + status + " " + type + " " + body;
    }
}
