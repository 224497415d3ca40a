package dev.mosty.testbed.bitrix;

import dev.mosty.testbed.simulation.FaultJson;
import dev.mosty.testbed.simulation.Faults;
import dev.mosty.testbed.simulation.HumanPage;
import dev.mosty.testbed.simulation.OneLoop;
import dev.mosty.testbed.simulation.Reply;
import dev.mosty.testbed.simulation.StateFile;
import dev.mosty.testbed.simulation.StateStream;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A running Bitrix24 portal of one's own. Every method may be called from any thread while it serves.
 *
 * <p>All of HTTP runs on one event loop, so requests are applied in the order of their arrival, and their answers come
 * after the time that they took.
 */
public final class BitrixSimulator implements AutoCloseable {
    private static final long MAX_CONTROL_BYTES = 16L * 1024 * 1024;
    private static final int MAX_LINE_BYTES = 64 * 1024;

    private final BitrixOptions options;
    private final BitrixKnobs knobs = new BitrixKnobs();
    private final PortalTime time;
    private final Portal portal;
    private final Limits limits;
    private final Faults faults = new Faults();
    private final Refusals refusals = new Refusals();
    private final Calls calls = new Calls();
    private final Optional<StateFile<Items.Snapshot>> stateFile;
    private final Vertx vertx;
    private final HttpServer server;

    private BitrixSimulator(BitrixOptions options) {
        this.options = options;
        this.time = new PortalTime(options.clock().instant(), System::nanoTime, () -> knobs.timeScale);
        this.portal = new Portal(knobs, time);
        this.limits = Limits.on(time);
        this.stateFile = options.stateFile().map(file -> new StateFile<>(file, Items.Snapshot.class, portal::snapshot));
        stateFile.flatMap(StateFile::read).ifPresent(portal::restore);
        portal.onChange(() -> stateFile.ifPresent(StateFile::touch));
        this.vertx = OneLoop.begin();
        this.server = vertx.createHttpServer(new HttpServerOptions().setMaxInitialLineLength(MAX_LINE_BYTES))
                .requestHandler(router());
    }

    /**
     * Starts a simulator and waits until it listens.
     *
     * @throws IllegalStateException with a sentence, if the port is taken
     * @throws IllegalArgumentException with a sentence, if the state file cannot be read
     */
    public static BitrixSimulator start(BitrixOptions options) {
        BitrixSimulator simulator = new BitrixSimulator(options);
        OneLoop.listen(simulator.vertx, simulator.server, options.host(), options.port());
        return simulator;
    }

    /** The port that it listens on. */
    public int port() {
        return server.actualPort();
    }

    /** What to give to bitrix-sync as {@code BITRIX_PORTAL}. */
    public String url() {
        return "http://127.0.0.1:" + port();
    }

    /** What to give to bitrix-sync as {@code BITRIX_WEBHOOK}. */
    public String webhook() {
        return options.webhook();
    }

    /** The switchboard: limits, time, traps. */
    public BitrixKnobs knobs() {
        return knobs;
    }

    /** Faults for HTTP calls to come; a fault's path is {@code /} and the method's name. */
    public Faults faults() {
        return faults;
    }

    /** What was asked and answered. */
    public Calls calls() {
        return calls;
    }

    /** Puts the portal's clock forward: buckets leak, execution time is forgotten. */
    public void forward(Duration by) {
        time.forward(by);
    }

    /** The portal as it was set up: data, knobs, faults, limits and counts. */
    public void reset() {
        knobs.reset();
        faults.clear();
        refusals.clear();
        portal.begin();
        limits.reset();
        calls.reset();
    }

    /** Both ceilings as after ten quiet minutes. */
    public void forgetLimits() {
        limits.reset();
    }

    @Override
    public void close() {
        OneLoop.settled(vertx.close());
        stateFile.ifPresent(StateFile::close);
    }

    Portal portal() {
        return portal;
    }

    Limits limits() {
        return limits;
    }

    Refusals refusals() {
        return refusals;
    }

    PortalTime time() {
        return time;
    }

    List<?> waitingFaults() {
        return faults.waiting().stream().map(FaultJson::write).toList();
    }

    private Router router() {
        Router router = Router.router(vertx);
        Commands commands = new Commands(portal, limits.operating(), refusals, calls);
        new Door(options, knobs, time, limits, faults, commands, calls, vertx).on(router);
        router.route("/sim/*").handler(BodyHandler.create(false).setBodyLimit(MAX_CONTROL_BYTES));
        new BitrixControl(this).on(router);
        new ItemControl(portal).on(router);
        router.get("/sim/events").handler(new StateStream(vertx, () -> PageState.of(this))::join);
        new HumanPage(
                        BitrixSimulator.class,
                        Map.of(
                                "categories", portal.directory().categories(),
                                "statuses", portal.directory().statuses(),
                                "users", portal.directory().users()))
                .on(router);
        for (int status : new int[] {404, 405, 413, 500}) {
            Reply page = BitrixReply.page(status);
            router.errorHandler(status, context -> page.sendTo(context.response()));
        }
        return router;
    }
}
