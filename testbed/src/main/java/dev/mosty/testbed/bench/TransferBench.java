package dev.mosty.testbed.bench;

import dev.mosty.testbed.launcher.Node;
import dev.mosty.testbed.launcher.Stand;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Smart transfer from the own address book: half of those who call are in it. */
final class TransferBench {
    private static final int SEARCHES = 2_000;
    private static final int PER_SECOND = 100;
    private static final int DIGITS = 10;
    private static final String GOAL = "Goal: p99 below 20 ms with 1,000,000 numbers.";

    private final Stand stand;
    private final Report report;
    private final int numbers;
    private final int warmUp;
    private final int measured;

    TransferBench(Stand stand, Report report, boolean quick) {
        this.stand = stand;
        this.report = report;
        this.numbers = quick ? 20_000 : 1_000_000;
        this.warmUp = PER_SECOND * (quick ? 3 : 15);
        this.measured = PER_SECOND * (quick ? 5 : 40);
    }

    void run() throws IOException, SQLException, InterruptedException {
        // The first start makes the tables.
        Node bridge = TelephonyBench.bridgeWithout1c(stand, Map.of());
        Bench.say("an address book of " + numbers + " numbers");
        fill();
        String door = TelephonyBench.door(stand, bridge);
        List<String> known = known();
        List<Turns.Turn> turns = new Turns(PER_SECOND)
                .take(
                        0,
                        warmUp + measured,
                        number -> door + "event=1&smart_transfer_is_required=1&call_id=1&line=3333333&src_num="
                                + phone(number, known));
        tell(turns);
        search(known);
        peer(known);
        bridge.stop();
        GateBench.execute(stand, "truncate contact cascade");
    }

    private static String phone(int number, List<String> known) {
        return number % 2 == 0 ? known.get(number / 2 % known.size()) : "8555%07d".formatted(number);
    }

    private void fill() throws IOException, SQLException {
        GateBench.execute(stand, """
                truncate contact cascade;
                select setseed(0.5);
                insert into contact (kind, name, company, note, responsible, responsible_ext, source, changed_by,
                    sort_name, words)
                select 'person', 'Контакт ' || i, '', '', '', (100 + i %% 50)::text, 'csv', 'bench',
                    'контакт ' || i, array['контакт', i::text]
                from generate_series(1, %1$d / 2) i;
                insert into contact_phone (contact, position, digits, written)
                select c.id, p, '79' || lpad(floor(random() * 1e9)::bigint::text, 9, '0'), ''
                from contact c, generate_series(0, 1) p on conflict do nothing;
                insert into setting (name, value, sealed, changed_by)
                values ('telephony.transfer', 'true', false, 'bench'), ('telephony.digits', '%2$d', false, 'bench')
                on conflict (name) do update set value = excluded.value;
                analyze contact;
                analyze contact_phone
                """.formatted(numbers, DIGITS));
    }

    private List<String> known() throws IOException, SQLException {
        List<String> phones = new ArrayList<>();
        try (Connection database = stand.database();
                PreparedStatement some =
                        database.prepareStatement("select digits from contact_phone order by contact limit 5000");
                ResultSet rows = some.executeQuery()) {
            while (rows.next()) {
                phones.add("8" + rows.getString(1).substring(1));
            }
        }
        return phones;
    }

    private void tell(List<Turns.Turn> turns) {
        List<Turns.Turn> counted =
                turns.stream().filter(turn -> turn.number() >= warmUp).toList();
        Samples samples =
                Samples.of(counted.stream().mapToDouble(Turns.Turn::millis).toArray());
        long wrong = counted.stream().filter(turn -> !right(turn)).count();
        report.section(
                        "Smart transfer, own book, %,d numbers, %d/s".formatted(numbers, PER_SECOND),
                        "what",
                        "p50 ms",
                        "p95 ms",
                        "p99 ms",
                        "max ms")
                .row(
                        "the bridge, asked by the PBX",
                        samples.median(),
                        samples.percentile(95),
                        samples.percentile(99),
                        samples.most())
                .note(GOAL + " " + measured + " questions after a warm-up of " + warmUp + ", by the last " + DIGITS
                        + " digits, half of them about numbers in the book; " + wrong + " wrong answers.");
    }

    /** Somebody is responsible for a number of the book, and nobody for another. */
    private static boolean right(Turns.Turn turn) {
        boolean somebody = turn.body().matches("\\{\"responsible\":\"1\\d\\d\"}");
        boolean nobody = turn.body().equals("{\"responsible\":\"\"}");
        return turn.status() == 200 && (turn.number() % 2 == 0 ? somebody : nobody);
    }

    /** The book's own search in SQL alone: by the digits of this bench, and by the five of a new installation. */
    private void search(List<String> known) throws IOException, SQLException {
        Report.Section table = report.section(
                "Search in the own book, %,d numbers".formatted(numbers),
                "last digits",
                "p50 ms",
                "p95 ms",
                "p99 ms",
                "max ms");
        try (Connection database = stand.database();
                PreparedStatement search = database.prepareStatement("""
                        select c.*, p.digits from contact_phone p join contact c on c.id = p.contact
                         where reverse(p.digits) ~>=~ ? and reverse(p.digits) ~<~ ?
                         order by reverse(p.digits) using ~<~ limit 20
                        """)) {
            for (int digits : new int[] {DIGITS, 5}) {
                double[] millis = new double[SEARCHES];
                for (int i = -SEARCHES / 4; i < millis.length; i++) {
                    long begun = System.nanoTime();
                    find(search, phone(Math.abs(i), known), digits);
                    if (i >= 0) {
                        millis[i] = (System.nanoTime() - begun) / 1e6;
                    }
                }
                Samples samples = Samples.of(millis);
                table.row(
                        Integer.toString(digits),
                        samples.median(),
                        samples.percentile(95),
                        samples.percentile(99),
                        samples.most());
            }
        }
        table.note("Goal: p99 below 5 ms. " + SEARCHES + " searches after a warm-up, one after another, up to 20 "
                + "contacts each, half of them for numbers in the book.");
    }

    private static void find(PreparedStatement search, String phone, int digits) throws SQLException {
        String from = new StringBuilder(phone.substring(phone.length() - digits))
                .reverse()
                .toString();
        search.setString(1, from);
        search.setString(2, from + ":"); // What follows the digits in ASCII.
        try (ResultSet rows = search.executeQuery()) {
            while (rows.next()) {
                rows.getLong(1);
            }
        }
    }

    /** What a search without the index costs in the same book: the query that most would write. */
    private void peer(List<String> known) throws IOException, SQLException {
        double[] millis = new double[20];
        try (Connection database = stand.database();
                PreparedStatement search =
                        database.prepareStatement("select contact from contact_phone where digits like '%' || ?")) {
            for (int i = 0; i < millis.length; i++) {
                long begun = System.nanoTime();
                search.setString(1, known.get(i).substring(known.get(i).length() - DIGITS));
                try (ResultSet rows = search.executeQuery()) {
                    while (rows.next()) {
                        rows.getLong(1);
                    }
                }
                millis[i] = (System.nanoTime() - begun) / 1e6;
            }
        }
        Samples samples = Samples.of(millis);
        report.section("Beside it: LIKE '%digits' in SQL alone", "what", "p50 ms", "max ms")
                .row("one search, nothing else running", samples.median(), samples.most());
    }
}
