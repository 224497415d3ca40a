package dev.mosty.testbed.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosty.testbed.bitrix.BitrixOptions;
import dev.mosty.testbed.bitrix.BitrixSimulator;
import dev.mosty.testbed.simulation.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.Map;

/** A simulated portal and a fresh database for bitrix-sync's real jar. */
final class BitrixStand implements AutoCloseable {
    private static final String TOKEN = "token-of-the-test";
    private static int databases;

    private final DurablePostgres postgres;
    private final String database = "bitrix_" + databases++;
    private final String url;
    private final BitrixSimulator portal = BitrixSimulator.start(BitrixOptions.inMemory());
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    BitrixStand(DurablePostgres postgres) {
        this.postgres = postgres;
        this.url = postgres.create(database);
    }

    /**
     * With a short time after which a request is surely over, so that a test need not wait for a minute.
     *
     * @param more variables
     */
    ServiceProcess service(Map<String, String> more) {
        var variables = new HashMap<String, String>();
        variables.put("DB_URL", url);
        variables.put("BITRIX_PORTAL", portal.url());
        variables.put("BITRIX_WEBHOOK", portal.webhook());
        variables.put("BITRIX_SYNC_TOKEN", TOKEN);
        variables.put("BITRIX_TIMEOUT", "5s");
        variables.putAll(more);
        return ServiceProcess.start("bitrix-sync", variables);
    }

    /** Posts entities; apostrophes stand for quotation marks. */
    JsonNode post(ServiceProcess service, String query, String body) {
        return json(service.send(authorized(service, "/v1/entities" + query)
                        .POST(BodyPublishers.ofString(body.replace('\'', '"'))))
                .body());
    }

    JsonNode run(ServiceProcess service, String run) {
        return json(service.send(authorized(service, "/v1/runs/" + run).GET()).body());
    }

    private static HttpRequest.Builder authorized(ServiceProcess service, String path) {
        return service.request(path).header("Authorization", "Bearer " + TOKEN);
    }

    /** Asks the simulated portal's control; apostrophes stand for quotation marks. */
    JsonNode portal(String method, String path, String body) throws IOException, InterruptedException {
        return json(http.send(
                        HttpRequest.newBuilder(URI.create(portal.url() + path))
                                .method(method, BodyPublishers.ofString(body.replace('\'', '"')))
                                .build(),
                        BodyHandlers.ofString())
                .body());
    }

    /** What the portal has with this identifier of 1C. */
    JsonNode items(String kind, String originId) throws IOException, InterruptedException {
        return portal("GET", "/sim/items/" + kind + "?originId=" + originId, "");
    }

    /** How many were {@code added}, {@code updated} and so on over REST. */
    int writes(String kind, String what) throws IOException, InterruptedException {
        return portal("GET", "/sim/stats", "")
                .path("writes")
                .path(kind)
                .path(what)
                .asInt();
    }

    long number(String query) {
        return postgres.number(database, query);
    }

    void execute(String statement) {
        postgres.execute(database, statement);
    }

    static JsonNode json(String text) {
        return Json.read(text).orElseThrow(() -> new AssertionError(text));
    }

    @Override
    public void close() {
        portal.close();
        http.close();
    }
}
