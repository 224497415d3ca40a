package dev.mosty.testbed.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosty.testbed.bench.Simulator;
import dev.mosty.testbed.chaos.BookingChecks.Made;
import dev.mosty.testbed.launcher.Stand;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;

/** Receptionists, two proxies and 1C. */
final class ProxySide {
    private static final int DESKS = 6;

    private final Rows rows;
    private final Simulator oneC;
    private final ProxyMischief mischief;
    private final Widget widget;
    private final List<Desk> desks = new ArrayList<>();
    private final List<Thread> working = new ArrayList<>();

    private ProxySide(Rows rows, Simulator oneC, ProxyMischief mischief) {
        this.rows = rows;
        this.oneC = oneC;
        this.mischief = mischief;
        this.widget = new Widget(mischief.proxies());
    }

    /** With everything ready, and nobody asking yet. */
    static ProxySide start(Stand stand, Rows rows, Simulator oneC) throws IOException, InterruptedException {
        return new ProxySide(rows, oneC, new ProxyMischief(stand, oneC));
    }

    void open(long seed) {
        for (int i = 0; i < DESKS; i++) {
            desks.add(new Desk(widget, i, seed * 37 + i));
        }
        desks.forEach(desk -> working.add(Thread.ofVirtual().name("desk").start(desk)));
    }

    void commit(Plan.Step<ProxyTrouble> step) throws IOException, InterruptedException {
        mischief.commit(step);
    }

    /** Nobody asks any more, and the proxies have ended in order: what they had to write down is written. */
    void end() throws IOException, InterruptedException {
        mischief.end();
        desks.forEach(Desk::stop);
        for (Thread desk : working) {
            desk.join(Widget.PATIENCE.multipliedBy(4));
        }
        mischief.proxies().stop();
    }

    void tell(Findings findings) throws IOException, SQLException, InterruptedException {
        List<Made> documents = new ArrayList<>();
        for (JsonNode document : oneC.get("/sim/documents")) {
            documents.add(new Made(
                    document.path("number").asText(),
                    Booking.of(document),
                    document.path("writes").asInt()));
        }
        Collection<Answered> answers = widget.answers();
        findings.fact("asked", widget.asked());
        findings.fact("unanswered", widget.asked() - answers.size());
        findings.fact("documents", documents.size());
        findings.fact(
                "numbers",
                answers.stream()
                        .flatMap(answer -> answer.number().stream())
                        .distinct()
                        .count());
        findings.fact(
                "unclear",
                answers.stream()
                        .filter(answer ->
                                answer.booking().isPresent() && answer.number().isEmpty())
                        .count());
        findings.must("once", BookingChecks.twice(documents));
        findings.must("invented", BookingChecks.invented(answers, documents));
        findings.must("agreed", BookingChecks.disagreeing(answers));
        findings.must("json", BookingChecks.notJson(answers));
        findings.must(
                "logged",
                BookingChecks.unlogged(
                        answers,
                        new HashSet<>(rows.texts("select request_id from request_log where service = 'amo-proxy'"))));
        findings.must("booked", documents.isEmpty() ? List.of("0") : List.of());
    }
}
