package dev.mosty.onec.bsl;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Values of expressions within one call of a procedure. */
final class Evaluation {
    /** As many digits as 1C keeps of a quotient. */
    private static final MathContext QUOTIENT = new MathContext(27, RoundingMode.HALF_UP);

    private final Interpreter interpreter;
    private final Map<String, Cell> variables;

    Evaluation(Interpreter interpreter, Map<String, Cell> variables) {
        this.interpreter = interpreter;
        this.variables = variables;
    }

    Object value(Expression expression) {
        try {
            return unguarded(expression);
        } catch (Refusal refusal) {
            throw interpreter.fault(expression.line(), refusal.what());
        }
    }

    boolean condition(Expression expression) {
        Object value = value(expression);
        if (value instanceof Boolean bool) {
            return bool;
        }
        throw interpreter.fault(expression.line(), "a condition of type " + Values.type(value));
    }

    private Object unguarded(Expression expression) {
        return switch (expression) {
            case Expression.Constant(Object value, int line) -> value;
            case Expression.Variable(String name, int line) -> variable(name).get();
            case Expression.Call call -> interpreter.call(call.name(), cells(call.arguments()), call.line());
            case Expression.Property(Expression of, String name, int line) -> property(of, name);
            case Expression.Element(Expression of, Expression index, int line) ->
                Methods.element(value(of), value(index));
            case Expression.MethodCall(Expression of, String name, List<Expression> arguments, int line) ->
                Methods.call(value(of), name, cells(arguments));
            case Expression.New(String type, List<Expression> arguments, int line) ->
                Methods.created(type, arguments.stream().map(this::value).toList());
            case Expression.Choice(Expression condition, Expression then, Expression otherwise, int line) ->
                value(condition(condition) ? then : otherwise);
            case Expression.Not(Expression of, int line) -> !condition(of);
            case Expression.Negated(Expression of, int line) ->
                Values.number(value(of)).negate();
            case Expression.Binary binary -> binary(binary);
            case Expression.Omitted(int line) -> throw new Refusal("an argument was left out");
        };
    }

    private Object property(Expression of, String name) {
        if (of instanceof Expression.Variable(String owner, int line) && owner.equalsIgnoreCase("Символы")) {
            return switch (name.toLowerCase(Locale.ROOT)) {
                case "пс" -> "\n";
                case "вк" -> "\r";
                case "таб" -> "\t";
                case "нпп" -> "\u00A0";
                default -> throw new Refusal("«Символы." + name + "»");
            };
        }
        return Methods.property(value(of), name);
    }

    Cell variable(String name) {
        Cell cell = variables.get(name.toLowerCase(Locale.ROOT));
        if (cell == null) {
            throw new Refusal("«" + name + "» has no value yet");
        }
        return cell;
    }

    /** A variable is handed over itself, everything else by its value. */
    private List<Cell> cells(List<Expression> arguments) {
        List<Cell> cells = new ArrayList<>();
        for (Expression argument : arguments) {
            cells.add(
                    argument instanceof Expression.Variable(String name, int line)
                            ? variables.computeIfAbsent(
                                    name.toLowerCase(Locale.ROOT), unknown -> new Cell(Undefined.VALUE))
                            : new Cell(value(argument)));
        }
        return cells;
    }

    private Object binary(Expression.Binary binary) {
        return switch (binary.operator()) {
            case OR -> condition(binary.left()) || condition(binary.right());
            case AND -> condition(binary.left()) && condition(binary.right());
            case EQUAL -> Values.equal(value(binary.left()), value(binary.right()));
            case NOT_EQUAL -> !Values.equal(value(binary.left()), value(binary.right()));
            case LESS -> compared(binary) < 0;
            case AT_MOST -> compared(binary) <= 0;
            case GREATER -> compared(binary) > 0;
            case AT_LEAST -> compared(binary) >= 0;
            case PLUS -> sum(value(binary.left()), value(binary.right()));
            case MINUS -> number(binary.left()).subtract(number(binary.right()));
            case TIMES -> number(binary.left()).multiply(number(binary.right()));
            case DIVIDED -> quotient(number(binary.left()), number(binary.right()));
            case REMAINDER -> remainder(number(binary.left()), number(binary.right()));
        };
    }

    private BigDecimal number(Expression expression) {
        return Values.number(value(expression));
    }

    /** Numbers only: the order of strings depends on the country. */
    private int compared(Expression.Binary binary) {
        return number(binary.left()).compareTo(number(binary.right()));
    }

    private static Object sum(Object left, Object right) {
        if (left instanceof String text) {
            return text + Values.string(right);
        }
        return Values.number(left).add(Values.number(right));
    }

    private static BigDecimal quotient(BigDecimal left, BigDecimal right) {
        if (right.signum() == 0) {
            throw new Refusal("a division by zero");
        }
        return left.divide(right, QUOTIENT);
    }

    private static BigDecimal remainder(BigDecimal left, BigDecimal right) {
        if (right.signum() == 0
                || left.stripTrailingZeros().scale() > 0
                || right.stripTrailingZeros().scale() > 0) {
            throw new Refusal("a remainder of " + left + " by " + right);
        }
        return left.remainder(right);
    }
}
