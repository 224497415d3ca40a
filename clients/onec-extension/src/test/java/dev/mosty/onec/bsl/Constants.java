package dev.mosty.onec.bsl;

import com.github._1c_syntax.bsl.parser.BSLParser;
import com.github._1c_syntax.bsl.parser.BSLParser.ConstValueContext;
import com.github._1c_syntax.bsl.parser.BSLParser.MultilineStringContext;
import com.github._1c_syntax.bsl.parser.BSLParser.NumericContext;
import com.github._1c_syntax.bsl.parser.BSLParser.StringContext;
import java.math.BigDecimal;
import java.util.stream.Collectors;
import org.antlr.v4.runtime.tree.ParseTree;

/** Values that stand in the text as they are. */
final class Constants {
    private Constants() {}

    static Expression of(ConstValueContext context, String module) {
        return new Expression.Constant(value(context, module), Tree.line(context));
    }

    private static Object value(ConstValueContext context, String module) {
        if (Tree.has(context, BSLParser.TRUE)) {
            return true;
        }
        if (Tree.has(context, BSLParser.FALSE)) {
            return false;
        }
        if (Tree.has(context, BSLParser.UNDEFINED)) {
            return Undefined.VALUE;
        }
        return Tree.find(context, NumericContext.class)
                .<Object>map(number -> number(context, number))
                .or(() -> Tree.find(context, StringContext.class).map(string -> string(string, module)))
                .orElseThrow(() -> new BslFault(
                        module, Tree.line(context), "a constant outside the subset: «" + context.getText() + "»"));
    }

    private static BigDecimal number(ConstValueContext context, NumericContext number) {
        BigDecimal value = new BigDecimal(number.getText());
        return Tree.has(context, BSLParser.MINUS) ? value.negate() : value;
    }

    private static String string(StringContext context, String module) {
        if (Tree.find(context, MultilineStringContext.class).isPresent()) {
            throw new BslFault(module, Tree.line(context), "a string over several lines");
        }
        return Tree.all(context, ParseTree.class).stream()
                .map(ParseTree::getText)
                .map(quoted -> quoted.substring(1, quoted.length() - 1).replace("\"\"", "\""))
                .collect(Collectors.joining());
    }
}
