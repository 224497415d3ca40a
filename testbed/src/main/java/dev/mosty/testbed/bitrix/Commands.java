package dev.mosty.testbed.bitrix;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosty.testbed.simulation.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Every method by name, and what stands before each: its time of the last ten minutes, a refusal to come. */
final class Commands {
    private static final Outcome.Refused UNKNOWN =
            new Outcome.Refused(404, "ERROR_METHOD_NOT_FOUND", "Method not found!");
    private static final Outcome.Refused BLOCKED =
            new Outcome.Refused(429, "OPERATION_TIME_LIMIT", "Method is blocked due to operation time limit.");

    private final Map<String, Method> methods = new HashMap<>();
    private final BitrixKnobs knobs;
    private final OperatingTime operating;
    private final Refusals refusals;
    private final Calls calls;

    Commands(Portal portal, OperatingTime operating, Refusals refusals, Calls calls) {
        this.knobs = portal.knobs();
        this.operating = operating;
        this.refusals = refusals;
        this.calls = calls;
        for (Kind kind : Kind.values()) {
            new EntityMethods(portal, kind).into(methods);
            if (kind.hasRows()) {
                new RowMethods(portal, kind).into(methods);
                new LinkMethods(portal, kind, Kind.CONTACT).into(methods);
            }
        }
        new LinkMethods(portal, Kind.CONTACT, Kind.COMPANY).into(methods);
        new LinkMethods(portal, Kind.COMPANY, Kind.CONTACT).into(methods);
        new DirectoryMethods(portal.directory()).into(methods);
        new MergeMethod(portal).into(methods);
        methods.put("methods", params -> new Outcome.Value(Json.tree(List.copyOf(methods.keySet()))));
    }

    /** @param time absent where nothing was done */
    record Done(Outcome outcome, Optional<ObjectNode> time) {}

    static String name(String method) {
        return method.toLowerCase(Locale.ROOT);
    }

    Done run(String name, Params params, Turn turn) {
        Method method = methods.get(name);
        if (method == null) {
            return refused(name, UNKNOWN);
        }
        if (blocked(name)) {
            return refused(name, BLOCKED);
        }
        Optional<Outcome.Refused> refusal = refusals.meet(name);
        Outcome outcome = refusal.isPresent() ? refusal.get() : method.call(params);
        calls.commanded(name, outcome);
        return new Done(outcome, Optional.of(turn.command(name, knobs.secondsOf(name))));
    }

    /** What a batch as a whole is refused with, where it has a budget of its own. */
    Optional<Outcome.Refused> blockedBatch() {
        return blocked("batch") ? Optional.of(BLOCKED) : Optional.empty();
    }

    private boolean blocked(String name) {
        return knobs.enforceOperating && operating.of(name).operating() > knobs.operatingSeconds;
    }

    private Done refused(String name, Outcome.Refused refused) {
        calls.commanded(name, refused);
        return new Done(refused, Optional.empty());
    }
}
