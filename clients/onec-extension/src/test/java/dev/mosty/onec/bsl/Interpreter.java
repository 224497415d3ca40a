package dev.mosty.onec.bsl;

import com.github._1c_syntax.bsl.parser.BSLParser.ConstValueContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Runs the functions of one module. It is stricter than 1C: what 1C would convert, guess or leave to the
 * country's settings is a {@link BslFault}, and so is everything outside the subset; nothing is skipped.
 */
public final class Interpreter {
    /** No rule takes nearly as many. */
    private static final int MOST_STEPS = 1_000_000;

    private static final int DEEPEST = 200;

    private final ModuleText module;
    private final Open open;
    private final StatementReader reader;
    private final Map<String, Builtin> builtins = new HashMap<>();
    private final Map<String, List<Statement>> bodies = new HashMap<>();
    private int steps;
    private int depth;

    public Interpreter(ModuleText module, Open open) {
        this.module = module;
        this.open = open;
        this.reader = new StatementReader(module.name());
        new StringFunctions(open).addTo(builtins);
        NumberFunctions.addTo(builtins);
    }

    /** Calls an exported function, as another module would. */
    public Object call(String function, List<Object> arguments) {
        steps = 0;
        Procedure procedure = module.find(function)
                .orElseThrow(() -> new BslFault(module.name(), 1, "there is no «" + function + "»"));
        if (!procedure.exported()) {
            throw fault(procedure.line(), "«" + function + "» is not exported");
        }
        return run(procedure, arguments.stream().map(Cell::new).toList(), procedure.line());
    }

    Object call(String name, List<Cell> arguments, int line) {
        Builtin builtin = builtins.get(name.toLowerCase(Locale.ROOT));
        if (builtin != null) {
            return builtin.call(name, arguments.stream().map(Cell::get).toList());
        }
        Procedure procedure = module.find(name)
                .orElseThrow(() -> new Refusal("«" + name + "» is neither of the module nor of the subset"));
        return run(procedure, arguments, line);
    }

    private Object run(Procedure procedure, List<Cell> arguments, int line) {
        List<Procedure.Parameter> parameters = procedure.parameters();
        if (arguments.size() > parameters.size() || arguments.size() < procedure.required()) {
            throw fault(line, "«%s» does not take %d arguments".formatted(procedure.name(), arguments.size()));
        }
        Map<String, Cell> variables = new HashMap<>();
        for (int place = 0; place < parameters.size(); place++) {
            Procedure.Parameter parameter = parameters.get(place);
            Cell given = place < arguments.size() ? arguments.get(place) : otherwise(parameter);
            variables.put(
                    parameter.name().toLowerCase(Locale.ROOT), parameter.byValue() ? new Cell(given.get()) : given);
        }
        if (++depth > DEEPEST) {
            throw fault(line, "calls deeper than " + DEEPEST);
        }
        try {
            Execution.Outcome outcome = new Execution(this, variables).run(body(procedure));
            return outcome instanceof Execution.Outcome.Returned(Object value) ? value : Undefined.VALUE;
        } finally {
            depth--;
        }
    }

    private Cell otherwise(Procedure.Parameter parameter) {
        return parameter
                .otherwise()
                .map(value -> Constants.of(Tree.one(value, ConstValueContext.class), module.name()))
                .map(constant -> new Cell(new Evaluation(this, Map.of()).value(constant)))
                .orElseThrow();
    }

    private List<Statement> body(Procedure procedure) {
        return bodies.computeIfAbsent(procedure.name(), name -> reader.block(procedure.code()));
    }

    /** What {@code Для Каждого} goes through. */
    List<Object> elements(Object collection) {
        return switch (collection) {
            case List<?> array -> new ArrayList<>(array);
            case Keyed.Structure structure -> new ArrayList<>(structure.pairs());
            case Keyed.Mapping mapping ->
                new ArrayList<>(
                        open == Open.ONE_WAY ? mapping.pairs() : mapping.pairs().reversed());
            default -> throw new Refusal(Values.type(collection) + " has no elements");
        };
    }

    /** Every statement counts: a rule that does not end fails. */
    void step(int line) {
        if (++steps > MOST_STEPS) {
            throw fault(line, "more than " + MOST_STEPS + " steps");
        }
    }

    BslFault fault(int line, String what) {
        return new BslFault(module.name(), line, what);
    }
}
