package dev.mosty.onec.bsl;

import com.github._1c_syntax.bsl.parser.BSLParser;
import com.github._1c_syntax.bsl.parser.BSLParser.CodeBlockContext;
import com.github._1c_syntax.bsl.parser.BSLParser.CompilerDirectiveContext;
import com.github._1c_syntax.bsl.parser.BSLParser.DefaultValueContext;
import com.github._1c_syntax.bsl.parser.BSLParser.FuncDeclarationContext;
import com.github._1c_syntax.bsl.parser.BSLParser.FunctionContext;
import com.github._1c_syntax.bsl.parser.BSLParser.ParamContext;
import com.github._1c_syntax.bsl.parser.BSLParser.ParamListContext;
import com.github._1c_syntax.bsl.parser.BSLParser.ProcDeclarationContext;
import com.github._1c_syntax.bsl.parser.BSLParser.ProcedureContext;
import com.github._1c_syntax.bsl.parser.BSLParser.SubCodeBlockContext;
import com.github._1c_syntax.bsl.parser.BSLParser.SubContext;
import com.github._1c_syntax.bsl.parser.BSLParser.SubNameContext;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.ParserRuleContext;

/**
 * A procedure or function as its module declares it.
 *
 * @param directive where the platform compiles it, such as {@code &НаСервере}; empty if none is written
 * @param body not looked into before it is run
 * @param line of its name, from 1
 */
public record Procedure(
        String name,
        boolean function,
        boolean exported,
        String directive,
        List<Parameter> parameters,
        SubCodeBlockContext body,
        int line) {

    /** @param byValue a change of it is not the caller's */
    public record Parameter(String name, boolean byValue, Optional<DefaultValueContext> otherwise) {
        static Parameter of(ParamContext parameter) {
            return new Parameter(
                    Tree.token(parameter, BSLParser.IDENTIFIER).orElseThrow(),
                    Tree.has(parameter, BSLParser.VAL_KEYWORD),
                    Tree.find(parameter, DefaultValueContext.class));
        }
    }

    static Procedure of(SubContext sub) {
        return Tree.find(sub, ProcedureContext.class)
                .map(procedure -> of(procedure, Tree.one(procedure, ProcDeclarationContext.class), false))
                .orElseGet(() -> {
                    FunctionContext function = Tree.one(sub, FunctionContext.class);
                    return of(function, Tree.one(function, FuncDeclarationContext.class), true);
                });
    }

    private static Procedure of(ParserRuleContext whole, ParserRuleContext declared, boolean function) {
        SubNameContext name = Tree.one(declared, SubNameContext.class);
        return new Procedure(
                name.getText(),
                function,
                Tree.has(declared, BSLParser.EXPORT_KEYWORD),
                Tree.find(declared, CompilerDirectiveContext.class)
                        .map(ParserRuleContext::getText)
                        .orElse(""),
                Tree.find(declared, ParamListContext.class).stream()
                        .flatMap(list -> Tree.all(list, ParamContext.class).stream())
                        .map(Parameter::of)
                        .toList(),
                Tree.one(whole, SubCodeBlockContext.class),
                Tree.line(name));
    }

    /** How many arguments a call cannot do without. */
    public int required() {
        return (int) parameters.stream()
                .filter(parameter -> parameter.otherwise().isEmpty())
                .count();
    }

    CodeBlockContext code() {
        return Tree.one(body, CodeBlockContext.class);
    }
}
