package dev.mosty.testbed.bitrix;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosty.testbed.simulation.Json;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What came with a request: in its address, as a form, as JSON. */
final class Sent {
    private Sent() {}

    /** The query's and the body's; where both name one the body rules. What is not said to be JSON is read as a form. */
    static Params params(HttpServerRequest request, Buffer bytes, int mostVariables) {
        ObjectNode all = QueryText.read(Optional.ofNullable(request.query()).orElse(""), mostVariables);
        String body = bytes.toString(StandardCharsets.UTF_8);
        String type = Optional.ofNullable(request.getHeader("Content-Type")).orElse("");
        JsonNode sent =
                type.contains("json") ? Json.read(body).orElseGet(Json::object) : QueryText.read(body, mostVariables);
        if (sent instanceof ObjectNode fields) {
            all.setAll(fields);
        }
        return Params.of(all);
    }
}
