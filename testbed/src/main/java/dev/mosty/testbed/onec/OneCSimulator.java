package dev.mosty.testbed.onec;

import dev.mosty.testbed.onec.calls.CallsExtension;
import dev.mosty.testbed.simulation.Faults;
import dev.mosty.testbed.simulation.HumanPage;
import dev.mosty.testbed.simulation.OneLoop;
import dev.mosty.testbed.simulation.Reply;
import dev.mosty.testbed.simulation.StateFile;
import dev.mosty.testbed.simulation.StateStream;
import dev.mosty.testbed.simulation.Wire;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A running 1C of one's own. Every method may be called from any thread while it serves.
 *
 * <p>All of HTTP runs on one event loop, so documents are written in the order of the requests' arrival.
 */
public final class OneCSimulator implements AutoCloseable {
    private static final long MAX_BODY_BYTES = 1024L * 1024;

    private final OneCOptions options;
    private final Clinic clinic = Clinic.read();
    private final Knobs knobs = new Knobs();
    private final Faults faults = new Faults();
    private final Calls calls = new Calls();
    private final Changes changes;
    private final Documents documents;
    private final CallsExtension telephony;
    private final Optional<StateFile<Snapshot>> stateFile;
    private final Vertx vertx;
    private final Router router;
    private volatile HttpServer server;
    private volatile int port;

    private OneCSimulator(OneCOptions options) {
        this.options = options;
        this.documents = new Documents(clinic, options.clock());
        this.changes = new Changes(options.clock());
        this.telephony = new CallsExtension(options.telephony(), options.clock());
        this.stateFile = options.stateFile()
                .map(file ->
                        new StateFile<>(file, Snapshot.class, () -> new Snapshot(documents.all(), changes.reading())));
        stateFile.flatMap(StateFile::read).ifPresent(snapshot -> {
            documents.replaceAll(snapshot.documents());
            changes.restore(snapshot.changes());
        });
        documents.onChange(() -> stateFile.ifPresent(StateFile::touch));
        changes.onChange(() -> stateFile.ifPresent(StateFile::touch));
        this.vertx = OneLoop.begin();
        this.router = router();
        this.server = server(options.port());
    }

    /**
     * What outlives a restart.
     *
     * @param changes null in a file of a simulator that had none
     */
    record Snapshot(List<Document> documents, Changes.@Nullable Reading changes) {}

    /**
     * Starts a simulator and waits until it listens.
     *
     * @throws IllegalStateException with a sentence, if the port is taken
     * @throws IllegalArgumentException with a sentence, if the state file cannot be read
     */
    public static OneCSimulator start(OneCOptions options) {
        OneCSimulator simulator = new OneCSimulator(options);
        simulator.port = OneLoop.listen(simulator.vertx, simulator.server, options.host(), options.port());
        return simulator;
    }

    /** The port that it listens on. */
    public int port() {
        return port;
    }

    /** The web server's address, without a slash at the end. */
    public String url() {
        return "http://127.0.0.1:" + port();
    }

    /** What it was started with. */
    public OneCOptions options() {
        return options;
    }

    /** The switchboard: latency, sessions, outages. */
    public Knobs knobs() {
        return knobs;
    }

    /** Faults for requests to come. */
    public Faults faults() {
        return faults;
    }

    /** What came through to it. */
    public Calls calls() {
        return calls;
    }

    /** The extension that is told of calls. */
    public CallsExtension telephony() {
        return telephony;
    }

    /** The address that calls are told to. */
    public String callsUrl() {
        return url() + options.telephony().path();
    }

    /** Where it is asked what it changed. */
    public String changesUrl() {
        return url() + OneCOptions.CHANGES_PATH;
    }

    /** Numbers of the documents that stand, by the lead that they belong to. */
    public Map<String, List<String>> numbersByLead() {
        return documents.numbersByLead();
    }

    /** Doctors and free hours of that day. */
    public Map<String, List<String>> freeOn(LocalDate date) {
        return documents.freeOn(date);
    }

    /** The free hours of one of them; none if there is no such doctor. */
    public List<String> freeOn(LocalDate date, String doctor) {
        return documents.freeOn(date).getOrDefault(doctor, List.of());
    }

    /**
     * Nobody listens on the port for that long: connections are closed, new ones refused. It comes back by
     * itself. Returns once the port is closed.
     */
    public void outage(Duration howLong) {
        OneLoop.settled(goDown(howLong));
    }

    /** Whether somebody listens on its port. */
    public boolean listens() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** No documents, no calls and no changes; knobs, faults and counts as at the start. */
    public void reset() {
        documents.replaceAll(List.of());
        faults.clear();
        knobs.reset();
        calls.reset();
        telephony.reset();
        changes.restore(null);
    }

    @Override
    public void close() {
        OneLoop.settled(vertx.close());
        stateFile.ifPresent(StateFile::close);
    }

    Future<Void> goDown(Duration howLong) {
        vertx.setTimer(Math.max(1, howLong.toMillis()), timer -> {
            server = server(port);
            server.listen();
        });
        return server.close();
    }

    private HttpServer server(int port) {
        return vertx.createHttpServer(
                        new HttpServerOptions().setHost(options.host()).setPort(port))
                .requestHandler(router);
    }

    private Router router() {
        OneCReply replies = new OneCReply(clinic);
        Wire wire = new Wire(
                vertx,
                () -> knobs.latencyMillis + ThreadLocalRandom.current().nextLong(knobs.jitterMillis + 1),
                replies::faulty,
                (reply, body) -> {});
        Router made = Router.router(vertx);
        BodyHandler bodies = BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES);
        made.route(options.path() + "*").handler(bodies);
        made.route("/sim/*").handler(bodies);
        Publication publication = new Publication(options, knobs, calls, faults, replies, wire);
        publication.on(made, new GetSetData(documents, knobs, replies, calls));
        made.route(OneCOptions.CHANGES_PATH).handler(bodies);
        publication.on(made, new ChangesService(changes, knobs, replies, calls));
        made.route(options.telephony().path() + "*").handler(bodies);
        telephony.on(made, vertx, publication::admitAnyone, wire);
        new Control(this, documents, changes).on(made);
        made.get("/sim/events").handler(new StateStream(vertx, () -> PageState.of(this, documents, changes))::join);
        new HumanPage(
                        OneCSimulator.class,
                        Map.of(
                                "path",
                                options.path(),
                                "callsPath",
                                options.telephony().path(),
                                "changesPath",
                                OneCOptions.CHANGES_PATH))
                .on(made);
        for (int status : new int[] {404, 405, 413, 500}) {
            Reply page = replies.page(status, status == 500 ? "page500" : "page404");
            made.errorHandler(status, context -> page.sendTo(context.response()));
        }
        return made;
    }
}
