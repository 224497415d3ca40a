package dev.mosty.onec.bsl;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One call of a procedure. */
final class Execution {
    private final Interpreter interpreter;
    private final Map<String, Cell> variables;
    private final Evaluation evaluation;

    Execution(Interpreter interpreter, Map<String, Cell> variables) {
        this.interpreter = interpreter;
        this.variables = variables;
        this.evaluation = new Evaluation(interpreter, variables);
    }

    /** How a statement ends. */
    sealed interface Outcome {
        /** The next one follows. */
        record Next() implements Outcome {}

        /** The loop is left. */
        record Broken() implements Outcome {}

        /** The loop goes on with its next round. */
        record Continued() implements Outcome {}

        /** The procedure is left with that value. */
        record Returned(Object value) implements Outcome {}
    }

    Outcome run(List<Statement> block) {
        for (Statement statement : block) {
            interpreter.step(statement.line());
            Outcome outcome = guarded(statement);
            if (!(outcome instanceof Outcome.Next)) {
                return outcome;
            }
        }
        return new Outcome.Next();
    }

    private Outcome guarded(Statement statement) {
        try {
            return run(statement);
        } catch (Refusal refusal) {
            throw interpreter.fault(statement.line(), refusal.what());
        }
    }

    private Outcome run(Statement statement) {
        return switch (statement) {
            case Statement.Assign(Expression target, Expression value, int line) -> assign(target, value);
            case Statement.Evaluate(Expression call, int line) -> {
                evaluation.value(call);
                yield new Outcome.Next();
            }
            case Statement.If(List<Statement.Branch> branches, List<Statement> otherwise, int line) ->
                run(branches.stream()
                        .filter(branch -> evaluation.condition(branch.condition()))
                        .findFirst()
                        .map(Statement.Branch::then)
                        .orElse(otherwise));
            case Statement.While loop -> whileLoop(loop);
            case Statement.Count loop -> count(loop);
            case Statement.Each loop -> each(loop);
            case Statement.Return(var value, int line) ->
                new Outcome.Returned(value.map(evaluation::value).orElse(Undefined.VALUE));
            case Statement.Break(int line) -> new Outcome.Broken();
            case Statement.Continue(int line) -> new Outcome.Continued();
            case Statement.Raise(Expression reason, int line) ->
                throw new Refusal("raised «" + evaluation.value(reason) + "»");
        };
    }

    private Outcome assign(Expression target, Expression expression) {
        Object value = evaluation.value(expression);
        switch (target) {
            case Expression.Variable(String name, int line) -> set(name, value);
            case Expression.Property(Expression of, String name, int line)
            when evaluation.value(of) instanceof Keyed.Structure structure -> structure.set(name, value);
            case Expression.Element(Expression of, Expression index, int line) ->
                Methods.assign(evaluation.value(of), evaluation.value(index), value);
            default -> throw new Refusal("this cannot be assigned to");
        }
        return new Outcome.Next();
    }

    private void set(String name, Object value) {
        variables
                .computeIfAbsent(name.toLowerCase(Locale.ROOT), unknown -> new Cell(Undefined.VALUE))
                .set(value);
    }

    private Outcome whileLoop(Statement.While loop) {
        while (evaluation.condition(loop.condition())) {
            interpreter.step(loop.line());
            Outcome outcome = run(loop.body());
            if (leaves(outcome)) {
                return after(outcome);
            }
        }
        return new Outcome.Next();
    }

    /** The end is asked once; in the end the variable stands one further. */
    private Outcome count(Statement.Count loop) {
        BigDecimal last = Values.number(evaluation.value(loop.to()));
        set(loop.variable(), Values.number(evaluation.value(loop.from())));
        while (counter(loop).compareTo(last) <= 0) {
            Outcome outcome = run(loop.body());
            if (leaves(outcome)) {
                return after(outcome);
            }
            set(loop.variable(), counter(loop).add(BigDecimal.ONE));
        }
        return new Outcome.Next();
    }

    private BigDecimal counter(Statement.Count loop) {
        return Values.number(evaluation.variable(loop.variable()).get());
    }

    private Outcome each(Statement.Each loop) {
        for (Object element : interpreter.elements(evaluation.value(loop.of()))) {
            set(loop.variable(), element);
            Outcome outcome = run(loop.body());
            if (leaves(outcome)) {
                return after(outcome);
            }
        }
        return new Outcome.Next();
    }

    private static boolean leaves(Outcome outcome) {
        return outcome instanceof Outcome.Broken || outcome instanceof Outcome.Returned;
    }

    private static Outcome after(Outcome outcome) {
        return outcome instanceof Outcome.Broken ? new Outcome.Next() : outcome;
    }
}
