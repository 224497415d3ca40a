package dev.mosty.onec.bsl;

import java.util.List;

/** What has a value. */
sealed interface Expression {
    int line();

    record Constant(Object value, int line) implements Expression {}

    record Variable(String name, int line) implements Expression {}

    /** A function of the module or of the language. */
    record Call(String name, List<Expression> arguments, int line) implements Expression {}

    record Property(Expression of, String name, int line) implements Expression {}

    record Element(Expression of, Expression index, int line) implements Expression {}

    record MethodCall(Expression of, String name, List<Expression> arguments, int line) implements Expression {}

    record New(String type, List<Expression> arguments, int line) implements Expression {}

    record Choice(Expression condition, Expression then, Expression otherwise, int line) implements Expression {}

    record Not(Expression of, int line) implements Expression {}

    record Negated(Expression of, int line) implements Expression {}

    record Binary(Operator operator, Expression left, Expression right, int line) implements Expression {}

    /** An argument that was left out. */
    record Omitted(int line) implements Expression {}

    /** By binding: the later, the tighter. */
    enum Operator {
        OR(0),
        AND(1),
        EQUAL(3),
        NOT_EQUAL(3),
        LESS(3),
        AT_MOST(3),
        GREATER(3),
        AT_LEAST(3),
        PLUS(4),
        MINUS(4),
        TIMES(5),
        DIVIDED(5),
        REMAINDER(5);

        /** Where {@code НЕ} stands: it takes a whole comparison. */
        static final int NOT = 2;

        static final int COMPARISON = 3;

        final int binding;

        Operator(int binding) {
            this.binding = binding;
        }
    }
}
