package dev.mosty.bitrix.portal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.mosty.bitrix.plan.Work;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A portal with the traps of the facts: ids are texts, empty maps are lists, unknown filters are dropped, multifields
 * without an id are appended, half of the errors have no code. It keeps what it is told.
 */
public final class FakeBitrix implements AutoCloseable {
    public static final String WEBHOOK = "rest/1/s3cr3t/";

    private final HttpServer server;
    private final Map<String, Map<Long, ObjectNode>> entities = new ConcurrentHashMap<>();
    private final Map<Long, JsonNode> rows = new ConcurrentHashMap<>();
    private final AtomicLong ids = new AtomicLong(100);
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    /** Asked before a command is carried out: an error to answer instead, or null. */
    volatile Function<String, @Nullable ObjectNode> refusal = command -> null;

    /** Asked before a whole request: a status and body to answer instead, or null; {@code after} does the work first. */
    volatile Function<String, @Nullable Whole> fault = method -> null;

    /** Stages that were made since. */
    final List<String> newStages = new CopyOnWriteArrayList<>();

    /** By kind, those that are read-only with a star; of other kinds nothing is told. */
    final Map<String, List<String>> fields = new ConcurrentHashMap<>();

    volatile boolean ignoresFilters;
    volatile String mergeStatus = "SUCCESS";
    volatile double secondsPerCommand = 0.01;

    /** @param after the request is carried out before it is answered so */
    record Whole(int status, String body, boolean after) {}

    FakeBitrix() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/" + WEBHOOK, this::answer);
        server.createContext("/", exchange -> send(exchange, 401, error("NO_AUTH_FOUND", "Wrong authorization data")));
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The names of the carried out commands, in order. */
    List<String> calls() {
        return calls;
    }

    /** The whole requests, by method. */
    List<String> requests() {
        return requests;
    }

    void forget() {
        calls.clear();
        requests.clear();
    }

    Map<Long, ObjectNode> all(String entity) {
        return entities.computeIfAbsent(entity, name -> new ConcurrentHashMap<>());
    }

    JsonNode rowsOf(long deal) {
        return rows.getOrDefault(deal, JsonNodeFactory.instance.arrayNode());
    }

    /** One that somebody else made. */
    long put(String entity, String field, String value) {
        var id = ids.incrementAndGet();
        all(entity)
                .put(
                        id,
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("ID", Long.toString(id))
                                .put(field, value));
        return id;
    }

    private void answer(HttpExchange exchange) throws IOException {
        var method = exchange.getRequestURI()
                .getPath()
                .substring(WEBHOOK.length() + 1)
                .replace(".json", "");
        var body = Work.JSON.readTree(exchange.getRequestBody());
        requests.add(method);
        var instead = fault.apply(method);
        if (instead != null && !instead.after()) {
            send(exchange, instead.status(), instead.body());
            return;
        }
        String reply;
        int status = 200;
        if (method.equals("batch")) {
            reply = batch(body);
        } else {
            var result = command(method, (ObjectNode) body);
            status = result.has("error") ? 400 : 200;
            reply = result.set("time", time()).toString();
        }
        if (instead != null) {
            send(exchange, instead.status(), instead.body());
        } else {
            send(exchange, status, reply);
        }
    }

    private String batch(JsonNode body) {
        var result = JsonNodeFactory.instance.objectNode();
        var errors = JsonNodeFactory.instance.objectNode();
        var next = JsonNodeFactory.instance.objectNode();
        var times = JsonNodeFactory.instance.objectNode();
        for (var command : body.path("cmd").properties()) {
            var line = command.getValue().asText();
            var mark = line.indexOf('?');
            var answer = mark < 0
                    ? command(line, JsonNodeFactory.instance.objectNode())
                    : command(line.substring(0, mark), parsed(line.substring(mark + 1)));
            if (answer.has("error")) {
                errors.set(command.getKey(), answer);
            } else {
                result.set(command.getKey(), answer.get("result"));
                if (answer.has("next")) {
                    next.set(command.getKey(), answer.get("next"));
                }
            }
            times.set(command.getKey(), time());
        }
        var whole = JsonNodeFactory.instance.objectNode();
        var inner = whole.putObject("result");
        inner.set("result", phpMap(result));
        inner.set("result_error", phpMap(errors));
        inner.set("result_next", phpMap(next));
        inner.set("result_time", phpMap(times));
        return whole.toString();
    }

    private static JsonNode phpMap(ObjectNode map) {
        return map.isEmpty() ? JsonNodeFactory.instance.arrayNode() : map;
    }

    private ObjectNode time() {
        return JsonNodeFactory.instance.objectNode().put("duration", secondsPerCommand);
    }

    private synchronized ObjectNode command(String method, ObjectNode parameters) {
        calls.add(method);
        var refused = refusal.apply(method + " " + parameters);
        if (refused != null) {
            return refused;
        }
        var parts = method.split("\\.", -1);
        var entity = parts[1];
        return switch (parts[parts.length - 1]) {
            case "list" -> list(entity, parameters);
            case "add" -> {
                var id = ids.incrementAndGet();
                var row = JsonNodeFactory.instance.objectNode().put("ID", Long.toString(id));
                write(row, parameters.path("fields"));
                all(entity).put(id, row);
                yield result(JsonNodeFactory.instance.numberNode(id));
            }
            case "update" -> {
                var row = all(entity).get(parameters.path("id").asLong());
                if (row == null) {
                    yield json(error("", entity + " is not found"));
                }
                write(row, parameters.path("fields"));
                yield result(JsonNodeFactory.instance.booleanNode(true));
            }
            case "set" -> {
                rows.put(parameters.path("id").asLong(), parameters.path("rows"));
                yield result(JsonNodeFactory.instance.booleanNode(true));
            }
            case "get" -> result(rowsOf(parameters.path("id").asLong()));
            case "fields" -> {
                var known = fields.get(entity);
                yield known == null ? json(error("", "Access denied")) : result(described(known));
            }
            case "mergeBatch" -> merge(parameters.path("params").path("entityIds"));
            default -> json(error("ERROR_METHOD_NOT_FOUND", "Method not found!"));
        };
    }

    private static ObjectNode described(List<String> fields) {
        var all = JsonNodeFactory.instance.objectNode();
        fields.forEach(field -> all.putObject(field.replace("*", ""))
                .put("type", "string")
                .put("isReadOnly", field.endsWith("*"))
                .put("isDynamic", field.startsWith("UF_")));
        return all;
    }

    /** Of contacts, as all tests have it: the first stays. */
    private ObjectNode merge(JsonNode ids) {
        var answer = JsonNodeFactory.instance.objectNode();
        var merged = answer.putObject("result").put("STATUS", mergeStatus).putArray("ENTITY_IDS");
        for (int i = 1; i < ids.size() && mergeStatus.equals("SUCCESS"); i++) {
            all("contact").remove(ids.get(i).asLong());
            merged.add(ids.get(i).asText());
        }
        return answer;
    }

    private ObjectNode list(String entity, ObjectNode parameters) {
        var found = new ArrayList<JsonNode>();
        if (entity.equals("status")) {
            stages().forEach(found::add);
        }
        for (var row : all(entity).values()) {
            var matches = true;
            for (var filter : parameters.path("filter").properties()) {
                var name = filter.getKey();
                var known = entity.startsWith("product") ? !name.startsWith("@") : true;
                var values = new ArrayList<String>();
                filter.getValue().forEach(value -> values.add(value.asText()));
                if (known && !ignoresFilters) {
                    matches &= values.contains(row.path(name.replace("@", "")).asText());
                }
            }
            if (matches) {
                found.add(row);
            }
        }
        var start = parameters.path("start").asInt();
        var page = JsonNodeFactory.instance.arrayNode();
        found.stream().skip(start).limit(50).forEach(page::add);
        var answer = result(page);
        if (found.size() > start + 50) {
            answer.put("next", start + 50);
        }
        return answer;
    }

    private List<ObjectNode> stages() {
        var stages = new ArrayList<ObjectNode>();
        var all = new ArrayList<>(newStages);
        all.addAll(List.of(
                "DEAL_STAGE NEW 10",
                "DEAL_STAGE DETAILS 20",
                "DEAL_STAGE WON 30",
                "DEAL_STAGE_5 C5:NEW 10",
                "DEAL_STAGE_5 C5:WON 20",
                "STATUS NEW 10",
                "STATUS CONVERTED 20"));
        for (var each : all) {
            var parts = each.split(" ", -1);
            stages.add(JsonNodeFactory.instance
                    .objectNode()
                    .put("ENTITY_ID", parts[0])
                    .put("STATUS_ID", parts[1])
                    .put("NAME", "Стадия " + parts[1])
                    .put("SORT", parts[2]));
        }
        return stages;
    }

    private void write(ObjectNode row, JsonNode fields) {
        for (var field : fields.properties()) {
            if (List.of("PHONE", "EMAIL", "WEB", "IM").contains(field.getKey())) {
                multifield(row.withArray("/" + field.getKey()), field.getValue());
            } else {
                row.set(field.getKey(), field.getValue());
            }
        }
    }

    private void multifield(com.fasterxml.jackson.databind.node.ArrayNode there, JsonNode changes) {
        for (var change : changes) {
            if (!change.has("ID")) {
                there.add(((ObjectNode) change.deepCopy()).put("ID", Long.toString(ids.incrementAndGet())));
                continue;
            }
            for (int i = 0; i < there.size(); i++) {
                if (there.get(i).path("ID").asText().equals(change.path("ID").asText())) {
                    if (change.path("DELETE").asText().equals("Y")) {
                        there.remove(i);
                    } else {
                        ((ObjectNode) there.get(i)).setAll((ObjectNode) change);
                    }
                    break;
                }
            }
        }
    }

    private static ObjectNode result(JsonNode value) {
        var answer = JsonNodeFactory.instance.objectNode();
        answer.set("result", value);
        return answer;
    }

    static ObjectNode json(String text) {
        try {
            return (ObjectNode) Work.JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String error(String code, String description) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("error", code)
                .put("error_description", description)
                .toString();
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    /** As PHP's parse_str: {@code a[b][0]=c}. */
    static ObjectNode parsed(String query) {
        var tree = new LinkedHashMap<String, Object>();
        for (var pair : query.split("&", -1)) {
            var equals = pair.indexOf('=');
            var names = new ArrayList<String>();
            for (var name : pair.substring(0, equals).split("[\\[\\]]+", 0)) {
                names.add(URLDecoder.decode(name, StandardCharsets.UTF_8));
            }
            put(tree, names, URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return (ObjectNode) node(tree);
    }

    @SuppressWarnings("unchecked")
    private static void put(Map<String, Object> tree, List<String> names, String value) {
        var at = tree;
        for (var name : names.subList(0, names.size() - 1)) {
            at = (Map<String, Object>) at.computeIfAbsent(name, unseen -> new LinkedHashMap<String, Object>());
        }
        at.put(names.getLast(), value);
    }

    private static JsonNode node(Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            return JsonNodeFactory.instance.textNode(String.valueOf(value));
        }
        var isList = true;
        int i = 0;
        for (var key : map.keySet()) {
            isList &= key.equals(Integer.toString(i++));
        }
        if (isList) {
            var list = JsonNodeFactory.instance.arrayNode();
            map.values().forEach(each -> list.add(node(each)));
            return list;
        }
        var object = JsonNodeFactory.instance.objectNode();
        map.forEach((key, each) -> object.set(String.valueOf(key), node(each)));
        return object;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
