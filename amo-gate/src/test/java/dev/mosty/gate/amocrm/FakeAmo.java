package dev.mosty.gate.amocrm;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.patch;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.extension.Parameters;
import com.github.tomakehurst.wiremock.extension.ResponseTransformerV2;
import com.github.tomakehurst.wiremock.http.Response;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongFunction;
import java.util.stream.StreamSupport;

/** An amoCRM in which everything goes well until a test puts a fault in its way. */
public final class FakeAmo implements AutoCloseable {
    static final String PAGE = "<html><head><title>Forbidden</title></head><body>nginx</body></html>";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int DEFAULT = 10;

    /** Leads that are not there: a 200 does not name them. */
    final Set<Long> unknownLeads = ConcurrentHashMap.newKeySet();
    /** The life of the tokens that it gives out, seconds. */
    volatile int tokenLife = 86_400;

    private final AtomicInteger tokens = new AtomicInteger();
    private final AtomicInteger created = new AtomicInteger();
    private final WireMockServer server;

    public FakeAmo() {
        server = new WireMockServer(options().dynamicPort().extensions(new Replies()));
        server.start();
        goWell();
    }

    public String url() {
        return "http://localhost:" + server.port();
    }

    /** Forgets faults and requests. */
    void goWell() {
        server.resetAll();
        tokens.set(0);
        created.set(0);
        tokenLife = 86_400;
        unknownLeads.clear();
        server.stubFor(usual(post(urlPathEqualTo("/oauth2/access_token")), "tokens"));
        server.stubFor(usual(patch(urlPathEqualTo("/api/v4/leads")), "leads"));
        server.stubFor(usual(post(urlPathEqualTo("/api/v4/leads")), "created"));
        server.stubFor(get(urlPathEqualTo("/api/v4/leads"))
                .atPriority(DEFAULT)
                .willReturn(aResponse().withStatus(204)));
        fields("10:text", "11:text", "12:numeric", "13:textarea");
    }

    /** What the account has, as {@code id:type} or {@code id:type:name}. */
    void fields(String... fields) {
        server.stubFor(get(urlPathEqualTo("/api/v4/leads/custom_fields"))
                .atPriority(DEFAULT - 1)
                .willReturn(fieldList(fields)));
    }

    /** The same for a later page. */
    void page(int number, String... fields) {
        server.stubFor(get(urlPathEqualTo("/api/v4/leads/custom_fields"))
                .withQueryParam("page", equalTo(Integer.toString(number)))
                .atPriority(DEFAULT - 2)
                .willReturn(fieldList(fields)));
    }

    /** A page of a search; the first id of page 2 is 2001. */
    void found(String query, int number, int count, LongFunction<String> name) {
        var reply = JsonNodeFactory.instance.objectNode();
        var leads = reply.putObject("_embedded").putArray("leads");
        for (long id = number * 1_000L + 1; id <= number * 1_000L + count; id++) {
            leads.addObject().put("id", id).put("name", name.apply(id));
        }
        server.stubFor(get(urlPathEqualTo("/api/v4/leads"))
                .withQueryParam("query", equalTo(query))
                .withQueryParam("page", equalTo(Integer.toString(number)))
                .atPriority(DEFAULT - 1)
                .willReturn(json(200, reply.toString())));
    }

    private static ResponseDefinitionBuilder fieldList(String... fields) {
        var list = JsonNodeFactory.instance.arrayNode();
        for (var field : fields) {
            var parts = field.split(":", -1);
            list.addObject()
                    .put("id", Long.valueOf(parts[0]))
                    .put("name", parts.length > 2 ? parts[2] : "Поле " + parts[0])
                    .put("type", parts[1]);
        }
        return json(200, "{\"_embedded\":{\"custom_fields\":" + list + "}}");
    }

    private static MappingBuilder usual(MappingBuilder request, String what) {
        return request.atPriority(DEFAULT)
                .willReturn(aResponse().withTransformers(Replies.NAME).withTransformerParameter("what", what));
    }

    static ResponseDefinitionBuilder json(int status, String body) {
        return aResponse()
                .withStatus(status)
                .withHeader("Content-Type", "application/json")
                .withBody(body);
    }

    static ResponseDefinitionBuilder page(int status) {
        return aResponse()
                .withStatus(status)
                .withHeader("Content-Type", "text/html")
                .withBody(PAGE);
    }

    /** The validation-errors of a refused batch, as {@code request_id:code:path}. */
    static ResponseDefinitionBuilder refusing(String... items) {
        var problem = JsonNodeFactory.instance.objectNode().put("detail", "Request validation failed");
        var errors = problem.putArray("validation-errors");
        for (var item : items) {
            var parts = item.split(":", -1);
            errors.addObject()
                    .put("request_id", parts[0])
                    .putArray("errors")
                    .addObject()
                    .put("code", parts[1])
                    .put("path", parts[2])
                    .put("detail", "no");
        }
        return json(400, problem.toString());
    }

    /** What is answered to every such request from now on. */
    void answer(MappingBuilder request, ResponseDefinitionBuilder reply) {
        server.stubFor(request.atPriority(2).willReturn(reply));
    }

    /** What is answered to the next such requests, one reply each; then all goes well again. */
    void answerNext(MappingBuilder request, ResponseDefinitionBuilder... replies) {
        var scenario = UUID.randomUUID().toString();
        for (int i = 0; i < replies.length; i++) {
            server.stubFor(copy(request)
                    .atPriority(1)
                    .inScenario(scenario)
                    .whenScenarioStateIs(i == 0 ? Scenario.STARTED : "after " + i)
                    .willSetStateTo("after " + (i + 1))
                    .willReturn(replies[i]));
        }
    }

    private static MappingBuilder copy(MappingBuilder request) {
        var pattern = request.build().getRequest();
        return WireMock.request(pattern.getMethod().getName(), pattern.getUrlMatcher())
                .withId(UUID.randomUUID());
    }

    /** From now on every request gets this. */
    void everything(ResponseDefinitionBuilder reply) {
        server.stubFor(any(WireMock.anyUrl()).atPriority(1).willReturn(reply));
    }

    void stub(MappingBuilder mapping) {
        server.stubFor(mapping);
    }

    static MappingBuilder patches() {
        return patch(urlPathEqualTo("/api/v4/leads"));
    }

    static MappingBuilder grants() {
        return post(urlPathEqualTo("/oauth2/access_token"));
    }

    static MappingBuilder fieldLists() {
        return get(urlPathEqualTo("/api/v4/leads/custom_fields"));
    }

    static MappingBuilder creations() {
        return post(urlPathEqualTo("/api/v4/leads"));
    }

    private List<ServeEvent> events(String method, String path) {
        return server.getAllServeEvents().reversed().stream()
                .filter(event -> event.getRequest().getMethod().getName().equals(method)
                        && event.getRequest().getUrl().startsWith(path)
                        && !event.getRequest().getUrl().startsWith(path + "/"))
                .toList();
    }

    /** The bodies of such requests in their order. */
    List<String> bodies(String method, String path) {
        return events(method, path).stream()
                .map(event -> event.getRequest().getBodyAsString())
                .toList();
    }

    /** The bodies of the PATCHes of leads. */
    List<String> patched() {
        return bodies("PATCH", "/api/v4/leads");
    }

    /** The ids of each PATCH. */
    List<List<Long>> patchedIds() {
        return patched().stream().map(FakeAmo::ids).toList();
    }

    /** Whose token each PATCH carried. */
    List<String> patchedWith() {
        return events("PATCH", "/api/v4/leads").stream()
                .map(event -> event.getRequest().getHeader("Authorization"))
                .toList();
    }

    List<String> urls(String method, String path) {
        return events(method, path).stream()
                .map(event -> event.getRequest().getUrl())
                .toList();
    }

    /** The bodies of the requests for tokens. */
    List<String> granted() {
        return bodies("POST", "/oauth2/access_token");
    }

    int requests() {
        return server.getAllServeEvents().size();
    }

    private static List<Long> ids(String body) {
        return StreamSupport.stream(tree(body).spliterator(), false)
                .map(lead -> lead.path("id").asLong())
                .toList();
    }

    private static JsonNode tree(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    @Override
    public void close() {
        server.stop();
    }

    /** Answers that depend on the request. */
    private final class Replies implements ResponseTransformerV2 {
        static final String NAME = "amo";

        @Override
        public Response transform(Response response, ServeEvent event) {
            var request = tree(event.getRequest().getBodyAsString());
            Parameters parameters = event.getTransformerParameters();
            return Response.Builder.like(response)
                    .but()
                    .status(200)
                    .body(
                            switch (parameters.getString("what")) {
                                case "tokens" -> tokens();
                                case "leads" -> leads(request);
                                case "created" -> created(request);
                                default -> throw new IllegalArgumentException();
                            })
                    .build();
        }

        private String tokens() {
            var n = tokens.incrementAndGet();
            return "{\"token_type\":\"Bearer\",\"expires_in\":%d,\"access_token\":\"access-%d\",\"refresh_token\":\"refresh-%d\"}"
                    .formatted(tokenLife, n, n);
        }

        private String leads(JsonNode request) {
            var reply = JsonNodeFactory.instance.objectNode();
            var leads = reply.putObject("_embedded").putArray("leads");
            for (var lead : request) {
                if (!unknownLeads.contains(lead.path("id").asLong())) {
                    leads.addObject().put("id", lead.path("id").asLong()).put("updated_at", 1_700_000_000);
                }
            }
            return reply.toString();
        }

        private String created(JsonNode request) {
            var reply = JsonNodeFactory.instance.objectNode();
            var leads = reply.putObject("_embedded").putArray("leads");
            for (var lead : request) {
                leads.addObject()
                        .put("id", 9000 + created.incrementAndGet())
                        .set("request_id", lead.path("request_id"));
            }
            return reply.toString();
        }

        @Override
        public String getName() {
            return NAME;
        }

        @Override
        public boolean applyGlobally() {
            return false;
        }
    }
}
