package dev.mosty.onec.bsl;

import dev.mosty.onec.bsl.Expression.Operator;
import java.util.ArrayList;
import java.util.List;

/** Operands and the operators between them, in the order of the text, bound as 1C binds them. */
final class Binding {
    private final String module;
    private final List<Operand> operands;
    private final List<Operator> operators;
    private int next;

    /** @param negated {@code НЕ} stands before it */
    record Operand(boolean negated, Expression value) {}

    Binding(String module, List<Operand> operands, List<Operator> operators) {
        this.module = module;
        this.operands = new ArrayList<>(operands);
        this.operators = operators;
    }

    Expression whole() {
        return from(0);
    }

    private Expression from(int binding) {
        Operand first = operands.get(next);
        Expression left = first.value();
        if (first.negated()) {
            if (binding > Operator.NOT) {
                throw new BslFault(module, left.line(), "«НЕ» inside a comparison: write brackets");
            }
            operands.set(next, new Operand(false, left));
            left = new Expression.Not(from(Operator.COMPARISON), left.line());
        }
        while (next < operators.size() && operators.get(next).binding >= binding) {
            Operator operator = operators.get(next++);
            Expression right = from(operator.binding + 1);
            boolean again = operator.binding == Operator.COMPARISON
                    && next < operators.size()
                    && operators.get(next).binding == Operator.COMPARISON;
            if (again) {
                throw new BslFault(module, right.line(), "a comparison of a comparison: write brackets");
            }
            left = new Expression.Binary(operator, left, right, left.line());
        }
        return left;
    }
}
