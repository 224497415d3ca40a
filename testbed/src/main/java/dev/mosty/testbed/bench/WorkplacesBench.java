package dev.mosty.testbed.bench;

import dev.mosty.testbed.launcher.Node;
import dev.mosty.testbed.launcher.Stand;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Many employees whose workplace is open at one bridge, while calls come in. */
final class WorkplacesBench {
    private static final int PER_SECOND = 50;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String GOAL = "Goal: 500 open workplaces below 500 MB resident.";

    private final Stand stand;
    private final Report report;
    private final int workplaces;
    private final int calls;
    private final ConcurrentMap<String, Long> opened = new ConcurrentHashMap<>();

    WorkplacesBench(Stand stand, Report report, boolean quick) {
        this.stand = stand;
        this.report = report;
        this.workplaces = quick ? 50 : 500;
        this.calls = PER_SECOND * (quick ? 5 : 40);
    }

    void run() throws IOException, SQLException, InterruptedException {
        String tokens = IntStream.range(0, workplaces)
                .mapToObj(i -> ext(i) + ":" + token(i))
                .collect(Collectors.joining(","));
        Node bridge = TelephonyBench.bridgeWithout1c(stand, Map.of("WORKPLACE_TOKENS", tokens));
        GateBench.execute(stand, """
                insert into setting (name, value, sealed, changed_by)
                values ('telephony.window.in', 'start', false, 'bench')
                on conflict (name) do update set value = excluded.value
                """);
        TimeUnit.SECONDS.sleep(5);
        long before = bridge.residentMb();
        List<Socket> open = new ArrayList<>();
        CountDownLatch connected = new CountDownLatch(workplaces);
        for (int i = 0; i < workplaces; i++) {
            open.add(open(bridge, i, connected));
        }
        boolean all = connected.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        Bench.say((workplaces - connected.getCount()) + " workplaces are open");
        TimeUnit.SECONDS.sleep(3);
        long idle = bridge.residentMb();
        String door = TelephonyBench.door(stand, bridge);
        List<Turns.Turn> turns = new Turns(PER_SECOND).take(0, calls, number -> door + query(number));
        for (int i = 0; i < PATIENCE.toSeconds() && opened.size() < calls; i++) {
            TimeUnit.SECONDS.sleep(1);
        }
        tell(all, before, idle, bridge, turns);
        for (Socket socket : open) {
            socket.close();
        }
        bridge.stop();
    }

    private static String ext(int i) {
        return Integer.toString(1_000 + i);
    }

    private static String token(int i) {
        return "token-of-the-bench-" + (100_000 + i);
    }

    private String query(int number) {
        return "event=1&src_type=1&call_id=" + (900_000 + number) + "&line=3333333&dst_num=" + ext(number % workplaces)
                + "&src_num=" + phone(number);
    }

    private static String phone(int number) {
        return "7003%07d".formatted(number);
    }

    private Socket open(Node bridge, int i, CountDownLatch connected) throws IOException {
        URI url = URI.create(bridge.url());
        Socket socket = new Socket(url.getHost(), url.getPort());
        socket.getOutputStream()
                .write(("GET /workplace/events?ext=" + ext(i) + " HTTP/1.1\r\nHost: " + url.getAuthority()
                                + "\r\nAccept: text/event-stream\r\nAuthorization: Bearer " + token(i) + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        Thread.ofVirtual().start(() -> follow(socket, connected));
        return socket;
    }

    /** Until the socket is closed. */
    private void follow(Socket socket, CountDownLatch connected) {
        try {
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8), 512);
            String event = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("HTTP/1.1 200")) {
                    connected.countDown();
                } else if (line.startsWith("event:")) {
                    event = line.substring("event:".length()).strip();
                } else if (line.startsWith("data:") && event.equals("open")) {
                    note(line);
                }
            }
        } catch (IOException e) {
            if (!socket.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void note(String data) {
        int at = data.indexOf("7003");
        if (at >= 0) {
            opened.putIfAbsent(data.substring(at, at + 11), Turns.micros(Instant.now()));
        }
    }

    private void tell(boolean all, long before, long idle, Node bridge, List<Turns.Turn> turns) throws IOException {
        Report.Section table = report.section(workplaces + " open workplaces at one bridge", "what", "value", "goal");
        table.row("resident before, MB", before, "")
                .row("resident with all open, MB", idle, "500")
                .row("resident after " + turns.size() + " calls, MB", bridge.residentMb(), "500")
                .row("most ever resident, MB", bridge.peakResidentMb(), "500");
        double[] millis = turns.stream()
                .filter(turn -> opened.containsKey(phone(turn.number())))
                .mapToDouble(turn -> (opened.getOrDefault(phone(turn.number()), 0L) - turn.askedMicros()) / 1e3)
                .toArray();
        if (millis.length > 0) {
            Samples samples = Samples.of(millis);
            table.row("window opens after the PBX's sending, p50 ms", samples.median(), "")
                    .row("window opens after the PBX's sending, p99 ms", samples.percentile(99), "");
        }
        table.note(GOAL + (all ? "" : " Not all could be opened.") + " " + PER_SECOND
                + " calls/s came to them in turn; " + millis.length + " of " + turns.size() + " windows opened.");
    }
}
