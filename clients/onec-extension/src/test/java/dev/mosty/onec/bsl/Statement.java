package dev.mosty.onec.bsl;

import java.util.List;
import java.util.Optional;

/** What is done. */
sealed interface Statement {
    int line();

    record Assign(Expression target, Expression value, int line) implements Statement {}

    /** A call whose value nobody takes. */
    record Evaluate(Expression call, int line) implements Statement {}

    record If(List<Branch> branches, List<Statement> otherwise, int line) implements Statement {}

    record Branch(Expression condition, List<Statement> then) {}

    record While(Expression condition, List<Statement> body, int line) implements Statement {}

    record Count(String variable, Expression from, Expression to, List<Statement> body, int line)
            implements Statement {}

    record Each(String variable, Expression of, List<Statement> body, int line) implements Statement {}

    record Return(Optional<Expression> value, int line) implements Statement {}

    record Break(int line) implements Statement {}

    record Continue(int line) implements Statement {}

    record Raise(Expression reason, int line) implements Statement {}
}
