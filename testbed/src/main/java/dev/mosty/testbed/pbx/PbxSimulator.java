package dev.mosty.testbed.pbx;

import dev.mosty.testbed.simulation.FaultJson;
import dev.mosty.testbed.simulation.Faults;
import dev.mosty.testbed.simulation.HumanPage;
import dev.mosty.testbed.simulation.OneLoop;
import dev.mosty.testbed.simulation.StateStream;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A running PBX of one's own. Every method may be called from any thread while it serves. */
public final class PbxSimulator implements AutoCloseable {
    private static final long MAX_BODY_BYTES = 64L * 1024;

    private final PbxOptions options;
    private final PbxKnobs knobs = new PbxKnobs();
    private final Faults faults = new Faults();
    private final ExecutorService teller = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("pbx").factory());
    private final Bridge bridge;
    private final Switchboard switchboard;
    private final Days days;
    private final Vertx vertx;
    private volatile int port;

    private PbxSimulator(PbxOptions options) {
        this.options = options;
        this.bridge = Bridge.at(options.bridge(), options.path());
        this.switchboard = new Switchboard(bridge, options.clock(), teller);
        this.days = new Days(bridge, options.clock());
        this.vertx = OneLoop.begin();
    }

    /**
     * Starts a simulator and waits until it listens.
     *
     * @throws IllegalStateException with a sentence, if the port is taken
     */
    public static PbxSimulator start(PbxOptions options) {
        PbxSimulator simulator = new PbxSimulator(options);
        simulator.port = OneLoop.listen(
                simulator.vertx,
                simulator.vertx.createHttpServer().requestHandler(simulator.router()),
                options.host(),
                options.port());
        return simulator;
    }

    /** The port that it listens on. */
    public int port() {
        return port;
    }

    /** Its address, without a slash at the end. */
    public String url() {
        return "http://127.0.0.1:" + port();
    }

    /** Where it is asked to call. */
    public String makecallUrl() {
        return url() + PbxOptions.MAKECALL;
    }

    /** Latency, and how a call that was wished for goes. */
    public PbxKnobs knobs() {
        return knobs;
    }

    /** Faults for wishes to come. */
    public Faults faults() {
        return faults;
    }

    Switchboard switchboard() {
        return switchboard;
    }

    Days days() {
        return days;
    }

    List<?> waitingFaults() {
        return faults.waiting().stream().map(FaultJson::write).toList();
    }

    record State(
            List<Switchboard.Line> lines,
            List<Switchboard.Said> said,
            Days.State day,
            PbxKnobs knobs,
            List<?> faults) {}

    State state() {
        return new State(switchboard.lines(), switchboard.said(), days.state(), knobs, waitingFaults());
    }

    private Router router() {
        Router router = Router.router(vertx);
        router.route().handler(BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES));
        new Makecall(options, knobs, faults, switchboard, vertx).on(router);
        new PbxControl(this, bridge, vertx).on(router);
        router.get("/sim/events").handler(new StateStream(vertx, this::state)::join);
        new HumanPage(PbxSimulator.class, Map.of()).on(router);
        return router;
    }

    @Override
    public void close() {
        OneLoop.settled(vertx.close());
        teller.shutdownNow();
        bridge.http().shutdownNow();
    }
}
