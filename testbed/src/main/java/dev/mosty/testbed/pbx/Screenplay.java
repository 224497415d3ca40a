package dev.mosty.testbed.pbx;

import dev.mosty.testbed.pbx.PlannedCall.Told;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes a call of a plot: what the PBX tells, and beside it what 1C must be told. The latter is written down by hand
 * from seed 002 and {@code facts/telephony-and-1c.md} §1, not computed as the bridge does it.
 *
 * @param exts three of them; calls that are no group use the first
 */
record Screenplay(Wording wording, List<String> exts, Instant start, Instant answer, Instant end) {

    PlannedCall of(Plot plot) {
        String ext = exts.getFirst();
        return switch (plot) {
            case ANSWERED ->
                call(plot, 0, List.of(ring(ext), answer(ext), talk(ext)), alone("first", "ACCEPTED", "SUCCESS"));
            case MISSED -> call(plot, 0, List.of(ring(ext), missed(ext)), alone("first", "MISSED"));
            case GROUP_ANSWERED -> groupAnswered();
            case GROUP_MISSED -> groupMissed();
            case START_LOST -> call(plot, 0, List.of(answer(ext), talk(ext)), alone("ACCEPTED", "SUCCESS"));
            case ANSWER_LOST -> call(plot, 0, List.of(ring(ext), talk(ext)), alone("first", "SUCCESS"));
            case ONLY_END -> call(plot, 0, List.of(talk(ext)), alone("SUCCESS"));
            case REPEATED ->
                call(
                        plot,
                        3,
                        List.of(ring(ext), ring(ext), answer(ext), answer(ext), talk(ext), talk(ext)),
                        alone("first", "ACCEPTED", "SUCCESS"));
            case END_BEFORE_ANSWER ->
                call(plot, 0, List.of(ring(ext), talk(ext), answer(ext)), alone("first", "SUCCESS"));
            case ANSWER_BEFORE_START ->
                call(plot, 0, List.of(answer(ext), ring(ext), talk(ext)), alone("ACCEPTED", "SUCCESS"));
            case LATE_RECORD ->
                call(
                        plot,
                        0,
                        List.of(ring(ext), answer(ext), unrecorded(ext), talk(ext)),
                        alone("first", "ACCEPTED", "SUCCESS", "SUCCESS"));
        };
    }

    /** One answers, so the others stop without having missed anything; their own ends are no news. */
    private PlannedCall groupAnswered() {
        List<Told> told = new ArrayList<>(exts.stream().map(this::ring).toList());
        told.add(answer(exts.get(1)));
        told.add(talk(exts.get(1)));
        told.add(missed(exts.get(0)));
        told.add(missed(exts.get(2)));
        Map<String, List<String>> expected = new LinkedHashMap<>();
        expected.put(exts.get(0), List.of("INCOMING", "CANCELLED"));
        expected.put(exts.get(1), List.of("INCOMING", "ACCEPTED", "SUCCESS"));
        expected.put(exts.get(2), List.of("INCOMING", "CANCELLED"));
        return call(Plot.GROUP_ANSWERED, 0, told, expected);
    }

    /** The client is missed once, by the last who stops ringing. */
    private PlannedCall groupMissed() {
        List<Told> told = new ArrayList<>(exts.stream().map(this::ring).toList());
        exts.forEach(ext -> told.add(missed(ext)));
        Map<String, List<String>> expected = new LinkedHashMap<>();
        expected.put(exts.get(0), List.of("INCOMING", "CANCELLED"));
        expected.put(exts.get(1), List.of("INCOMING", "CANCELLED"));
        expected.put(exts.get(2), List.of("INCOMING", "MISSED"));
        return call(Plot.GROUP_MISSED, 0, told, expected);
    }

    private PlannedCall call(Plot plot, int repeats, List<Told> told, Map<String, List<String>> expected) {
        return new PlannedCall(plot, wording.incoming(), wording.phone(), told, repeats, expected);
    }

    /** @param steps of the first extension; {@code first} is that of the direction */
    private Map<String, List<String>> alone(String... steps) {
        String first = wording.incoming() ? "INCOMING" : "OUTGOING";
        return Map.of(
                exts.getFirst(),
                List.of(steps).stream()
                        .map(step -> step.equals("first") ? first : step)
                        .toList());
    }

    private Told ring(String ext) {
        return new Told(start, wording.started(ext));
    }

    private Told answer(String ext) {
        return new Told(answer, wording.answered(ext));
    }

    private Told talk(String ext) {
        return new Told(
                end,
                wording.ended(
                        ext,
                        start,
                        Optional.of(answer),
                        end,
                        "https://pbx.example/records/" + wording.phone() + ".mp3"));
    }

    private Told unrecorded(String ext) {
        return new Told(end, wording.ended(ext, start, Optional.of(answer), end, ""));
    }

    private Told missed(String ext) {
        return new Told(end, wording.ended(ext, start, Optional.empty(), end, ""));
    }
}
