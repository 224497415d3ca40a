package dev.mosty.onec.bsl;

import com.github._1c_syntax.bsl.parser.BSLParser.OperationContext;
import dev.mosty.onec.bsl.Expression.Operator;
import java.util.Locale;

/** The operators by their signs. */
final class Operators {
    private Operators() {}

    static Operator of(OperationContext operation, String module) {
        return switch (operation.getText().toLowerCase(Locale.ROOT)) {
            case "или", "or" -> Operator.OR;
            case "и", "and" -> Operator.AND;
            case "=" -> Operator.EQUAL;
            case "<>" -> Operator.NOT_EQUAL;
            case "<" -> Operator.LESS;
            case "<=" -> Operator.AT_MOST;
            case ">" -> Operator.GREATER;
            case ">=" -> Operator.AT_LEAST;
            case "+" -> Operator.PLUS;
            case "-" -> Operator.MINUS;
            case "*" -> Operator.TIMES;
            case "/" -> Operator.DIVIDED;
            case "%" -> Operator.REMAINDER;
            default ->
                throw new BslFault(module, Tree.line(operation), "an unknown operator «" + operation.getText() + "»");
        };
    }
}
