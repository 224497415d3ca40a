package dev.mosty.testbed.amocrm;

import dev.mosty.testbed.simulation.Faults;
import dev.mosty.testbed.simulation.HumanPage;
import dev.mosty.testbed.simulation.Json;
import dev.mosty.testbed.simulation.OneLoop;
import dev.mosty.testbed.simulation.Reply;
import dev.mosty.testbed.simulation.StateStream;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A running amoCRM of one's own. Every method may be called from any thread while it serves.
 *
 * <p>All of HTTP runs on one event loop, so requests are applied in the order of their arrival.
 */
public final class AmoCrmSimulator implements AutoCloseable {
    private static final long MAX_BODY_BYTES = 16L * 1024 * 1024;

    private final Account account;
    private final Vertx vertx;
    private final Meter meter = new Meter(System::nanoTime);
    private final Faults faults = new Faults();
    private final Webhooks webhooks;
    private final HttpServer server;

    private AmoCrmSimulator(SimulatorOptions options, Consumer<Router> pages) {
        this.account = new Account(options);
        this.vertx = OneLoop.begin();
        this.webhooks = new Webhooks(vertx, account);
        this.server = vertx.createHttpServer().requestHandler(router(pages));
    }

    /**
     * Starts a simulator and waits until it listens.
     *
     * @throws IllegalStateException with a sentence, if the port is taken
     * @throws IllegalArgumentException with a sentence, if the state file cannot be read
     */
    public static AmoCrmSimulator start(SimulatorOptions options) {
        return start(options, router -> {});
    }

    /**
     * The same with pages of others on the same port.
     *
     * @param pages adds its routes behind the session's and before the API's
     */
    public static AmoCrmSimulator start(SimulatorOptions options, Consumer<Router> pages) {
        AmoCrmSimulator simulator = new AmoCrmSimulator(options, pages);
        OneLoop.listen(simulator.vertx, simulator.server, options.host(), options.port());
        simulator.account.leads().onWrite(simulator.webhooks::tell);
        return simulator;
    }

    /** The port that it listens on. */
    public int port() {
        return server.actualPort();
    }

    /** What to give to the gate as {@code AMO_BASE_URL}. */
    public String baseUrl() {
        return "http://127.0.0.1:" + port();
    }

    /** What it was started with. */
    public SimulatorOptions options() {
        return account.options();
    }

    /** The switchboard: limits, latency, ban and the like. */
    public Knobs knobs() {
        return account.knobs();
    }

    /** Faults for requests to come. */
    public Faults faults() {
        return faults;
    }

    /** How the rate limit was kept. */
    public Meter meter() {
        return meter;
    }

    /** What was asked and answered. */
    public Traffic traffic() {
        return account.traffic();
    }

    /** Leads and the writes to them. */
    public Leads leads() {
        return account.leads();
    }

    /** The custom fields of leads. */
    public CustomFields fields() {
        return account.fields();
    }

    /** Codes and tokens. */
    public OAuthServer oauth() {
        return account.oauth();
    }

    /** What subscribers were told. */
    public Webhooks webhooks() {
        return webhooks;
    }

    /**
     * Edits a lead as a manager does in amoCRM's own pages.
     *
     * @param body as {@code PATCH /api/v4/leads/{id}} takes it
     * @throws IllegalArgumentException with amoCRM's answer, if it is refused
     */
    public void editAsManager(long leadId, String body) {
        Reply reply = Json.read(body)
                .map(json -> account.batches().patchOne(leadId, json, Author.MANAGER))
                .orElseThrow(() -> new IllegalArgumentException("Not JSON: " + body));
        if (reply.status() != 200) {
            throw new IllegalArgumentException(reply.body());
        }
    }

    /** Counts anew in meter and traffic. */
    public void resetStatistics() {
        meter.reset();
        traffic().reset();
    }

    /** The seeded clinic again, with no tokens, faults, subscriptions and statistics. */
    public void reset() {
        account.reset();
        faults.clear();
        meter.reset();
    }

    @Override
    public void close() {
        OneLoop.settled(vertx.close());
        account.close();
    }

    private Router router(Consumer<Router> pages) {
        Front front = new Front(vertx, knobs(), meter, traffic(), faults);
        Router router = Router.router(vertx);
        new SessionRoutes(account).on(router);
        pages.accept(router);
        BodyHandler bodies = BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES);
        for (String measured : new String[] {"/api/*", "/oauth2/*"}) {
            router.route(measured).handler(front::arrive);
            router.route(measured).handler(bodies);
            router.route(measured).handler(front::admit);
        }
        router.route("/sim/*").handler(bodies);
        new OAuthRoutes(oauth(), account.options()).on(router, front);
        new ApiRoutes(oauth(), leads(), account.batches(), account.json()).on(router, front);
        new CatalogueRoutes(account).on(router, front);
        new WebhookRoutes(account.subscriptions(), account.options()).on(router, front);
        new Control(this, account).on(router);
        new LeadControl(account).on(router);
        router.get("/sim/events")
                .handler(new StateStream(vertx, () -> PageState.of(this, account), () -> new LeadNews(account))::join);
        new HumanPage(
                        AmoCrmSimulator.class,
                        Map.of("pipelines", account.clinic().pipelines().all()))
                .on(router);
        for (int status : new int[] {404, 405, 413, 500}) {
            router.errorHandler(status, context -> unserved(status).sendTo(context.response()));
        }
        return router;
    }

    private static Reply unserved(int status) {
        return AmoReply.problem(status, "The simulator does not serve this request");
    }
}
