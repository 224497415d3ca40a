package dev.mosty.testbed.bitrix;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosty.testbed.simulation.Json;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** The time of one HTTP call: what its commands have taken of it so far, in portal seconds. */
final class Turn {
    private static final double MICROS = 1e6;

    private final double start;
    private final BitrixKnobs knobs;
    private final OperatingTime operating;
    private final Map<String, Double> worked = new HashMap<>();
    private double spent;

    Turn(double start, BitrixKnobs knobs, OperatingTime operating) {
        this.start = start;
        this.knobs = knobs;
        this.operating = operating;
    }

    double spent() {
        return spent;
    }

    /** The portal breaks off what takes longer. */
    boolean over() {
        return spent > knobs.requestSeconds;
    }

    /** Adds a command; its time counts from the moment that the method's share of this call is worth counting. */
    ObjectNode command(String method, double seconds) {
        double began = start + spent;
        spent += seconds;
        double before = worked.getOrDefault(method, 0.0);
        double after = before + seconds;
        worked.put(method, after);
        if (after > knobs.uncountedSeconds) {
            operating.add(method, before > knobs.uncountedSeconds ? seconds : after);
        }
        return told(began, seconds, operating.of(method));
    }

    /** A batch's own share of what its commands took, where the portal counts it. */
    void chargeBatch() {
        if (knobs.batchShare > 0) {
            operating.add("batch", spent * knobs.batchShare);
        }
    }

    /** Of the call as a whole; a batch by itself counts nothing, unless it is charged. */
    ObjectNode whole(String method) {
        OperatingTime.Reading reading = operating.of(method);
        return told(start, spent, reading);
    }

    private static ObjectNode told(double began, double seconds, OperatingTime.Reading reading) {
        return Json.object()
                .put("start", micros(began))
                .put("finish", micros(began + seconds))
                .put("duration", micros(seconds))
                .put("processing", micros(seconds * 0.9))
                .put("date_start", Upkeep.time(Instant.ofEpochSecond((long) began)))
                .put("date_finish", Upkeep.time(Instant.ofEpochSecond((long) (began + seconds))))
                .put("operating_reset_at", reading.resetAt())
                .put("operating", micros(reading.operating()));
    }

    private static BigDecimal micros(double seconds) {
        return BigDecimal.valueOf(Math.round(seconds * MICROS), 6).stripTrailingZeros();
    }
}
