package dev.mosty.testbed.bitrix;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosty.testbed.simulation.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code batch}: up to fifty commands one after another, each with an answer of its own. */
final class Batch {
    private static final int MOST = 50;
    private static final Outcome.Refused TOO_LONG =
            new Outcome.Refused(400, "ERROR_BATCH_LENGTH_EXCEEDED", "Max batch length exceeded");
    private static final Outcome.Refused NESTED =
            new Outcome.Refused(405, "ERROR_BATCH_METHOD_NOT_ALLOWED", "Method is not allowed for batch usage");

    private final Commands commands;
    private final BitrixKnobs knobs;
    private final Turn turn;
    private final Map<String, JsonNode> results = new LinkedHashMap<>();
    private final Map<String, JsonNode> errors = new LinkedHashMap<>();
    private final Map<String, JsonNode> totals = new LinkedHashMap<>();
    private final Map<String, JsonNode> nexts = new LinkedHashMap<>();
    private final Map<String, JsonNode> times = new LinkedHashMap<>();

    Batch(Commands commands, BitrixKnobs knobs, Turn turn) {
        this.commands = commands;
        this.knobs = knobs;
        this.turn = turn;
    }

    /** Runs them until the end, an error that halts, or the time is up. */
    Outcome run(Params params) {
        boolean halt = Php.truth(params.get("HALT"));
        int number = 0;
        for (Map.Entry<String, JsonNode> command : labelled(params.get("CMD"))) {
            Outcome outcome = ++number > MOST ? TOO_LONG : run(command.getKey(), Php.text(command.getValue()));
            note(command.getKey(), outcome);
            if (turn.over() || (halt && outcome instanceof Outcome.Refused)) {
                break;
            }
        }
        return new Outcome.Value(answer());
    }

    private Outcome run(String label, String command) {
        int question = command.indexOf('?');
        String name = Commands.name(question < 0 ? command : command.substring(0, question));
        if (name.equals("batch")) {
            return NESTED;
        }
        ObjectNode query = QueryText.read(question < 0 ? "" : command.substring(question + 1), knobs.maxInputVars);
        Params params = Params.of(new References(results, knobs.corruptReferences).resolved(query));
        Commands.Done done = commands.run(name, params, turn);
        if (!(done.outcome() instanceof Outcome.Refused)) {
            done.time().ifPresent(time -> times.put(label, time));
        }
        return done.outcome();
    }

    private void note(String label, Outcome outcome) {
        switch (outcome) {
            case Outcome.Value value -> results.put(label, value.result());
            case Outcome.Listed listed -> {
                results.put(label, listed.rows());
                totals.put(label, IntNode.valueOf(listed.total()));
                listed.next().ifPresent(next -> nexts.put(label, IntNode.valueOf(next)));
            }
            case Outcome.Refused refused -> errors.put(label, refused.json());
        }
    }

    private ObjectNode answer() {
        ObjectNode answer = Json.object();
        answer.set("result", Php.array(results));
        answer.set("result_error", Php.array(errors));
        answer.set("result_total", Php.array(totals));
        answer.set("result_next", Php.array(nexts));
        answer.set("result_time", Php.array(times));
        return answer;
    }

    private static List<Map.Entry<String, JsonNode>> labelled(JsonNode commands) {
        if (commands.isArray()) {
            List<Map.Entry<String, JsonNode>> numbered = new ArrayList<>();
            commands.forEach(command -> numbered.add(Map.entry(Integer.toString(numbered.size()), command)));
            return numbered;
        }
        return List.copyOf(commands.properties());
    }
}
