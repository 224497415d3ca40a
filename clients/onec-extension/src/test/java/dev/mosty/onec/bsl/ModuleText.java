package dev.mosty.onec.bsl;

import com.github._1c_syntax.bsl.parser.BSLParser.CodeBlockContext;
import com.github._1c_syntax.bsl.parser.BSLParser.FileCodeBlockBeforeSubContext;
import com.github._1c_syntax.bsl.parser.BSLParser.FileCodeBlockContext;
import com.github._1c_syntax.bsl.parser.BSLParser.FileContext;
import com.github._1c_syntax.bsl.parser.BSLParser.ModuleVarsContext;
import com.github._1c_syntax.bsl.parser.BSLParser.PreprocessorContext;
import com.github._1c_syntax.bsl.parser.BSLParser.StatementContext;
import com.github._1c_syntax.bsl.parser.BSLParser.SubContext;
import com.github._1c_syntax.bsl.parser.BSLParser.SubsContext;
import com.github._1c_syntax.bsl.parser.BSLTokenizer;
import dev.mosty.onec.Sources;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.ErrorNode;
import org.antlr.v4.runtime.tree.ParseTree;

/** A module that was parsed. Names are found whatever their case, as 1C does. */
public final class ModuleText {
    private final String name;
    private final Map<String, Procedure> procedures = new LinkedHashMap<>();
    private final FileContext file;

    private ModuleText(String name, FileContext file) {
        this.name = name;
        this.file = file;
    }

    /** Its text; one that does not parse is a {@link BslFault} with the line. */
    public static ModuleText parse(String name, String text) {
        FileContext file = new BSLTokenizer(text).getAst();
        refuseErrors(file, name);
        ModuleText module = new ModuleText(name, file);
        Tree.find(file, SubsContext.class).stream()
                .flatMap(subs -> Tree.all(subs, SubContext.class).stream())
                .map(Procedure::of)
                .forEach(module::add);
        return module;
    }

    public static ModuleText read(Path file) {
        return parse(file.toString(), Sources.text(file));
    }

    public String name() {
        return name;
    }

    public List<Procedure> procedures() {
        return List.copyOf(procedures.values());
    }

    public Optional<Procedure> find(String procedure) {
        return Optional.ofNullable(procedures.get(procedure.toLowerCase(Locale.ROOT)));
    }

    /** Whether it holds no code and no variables beside procedures: there, state could hide. */
    public boolean hasOnlyProcedures() {
        return Tree.find(file, ModuleVarsContext.class).isEmpty()
                && Stream.of(FileCodeBlockContext.class, FileCodeBlockBeforeSubContext.class)
                        .flatMap(kind -> Tree.find(file, kind).stream())
                        .flatMap(block -> Tree.all(block, CodeBlockContext.class).stream())
                        .flatMap(block -> Tree.all(block, StatementContext.class).stream())
                        // What is left are the ends of regions.
                        .allMatch(statement ->
                                Tree.find(statement, PreprocessorContext.class).isPresent());
    }

    private void add(Procedure procedure) {
        if (procedures.put(procedure.name().toLowerCase(Locale.ROOT), procedure) != null) {
            throw new BslFault(name, procedure.line(), "«" + procedure.name() + "» is declared twice");
        }
    }

    private static void refuseErrors(ParseTree tree, String name) {
        if (tree instanceof ErrorNode error) {
            throw new BslFault(name, error.getSymbol().getLine(), "unexpected «" + error.getText() + "»");
        }
        if (tree instanceof ParserRuleContext rule) {
            if (rule.exception != null) {
                throw new BslFault(name, Tree.line(rule), "cannot be parsed at «" + rule.getText() + "»");
            }
            Tree.all(rule, ParseTree.class).forEach(child -> refuseErrors(child, name));
        }
    }
}
