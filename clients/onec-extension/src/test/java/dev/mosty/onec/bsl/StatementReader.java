package dev.mosty.onec.bsl;

import com.github._1c_syntax.bsl.parser.BSLParser;
import com.github._1c_syntax.bsl.parser.BSLParser.AcceptorContext;
import com.github._1c_syntax.bsl.parser.BSLParser.AccessCallContext;
import com.github._1c_syntax.bsl.parser.BSLParser.AccessIndexContext;
import com.github._1c_syntax.bsl.parser.BSLParser.AccessPropertyContext;
import com.github._1c_syntax.bsl.parser.BSLParser.AssignmentContext;
import com.github._1c_syntax.bsl.parser.BSLParser.BreakStatementContext;
import com.github._1c_syntax.bsl.parser.BSLParser.CallStatementContext;
import com.github._1c_syntax.bsl.parser.BSLParser.CodeBlockContext;
import com.github._1c_syntax.bsl.parser.BSLParser.CompoundStatementContext;
import com.github._1c_syntax.bsl.parser.BSLParser.ContinueStatementContext;
import com.github._1c_syntax.bsl.parser.BSLParser.ElseBranchContext;
import com.github._1c_syntax.bsl.parser.BSLParser.ElsifBranchContext;
import com.github._1c_syntax.bsl.parser.BSLParser.ExpressionContext;
import com.github._1c_syntax.bsl.parser.BSLParser.ForEachStatementContext;
import com.github._1c_syntax.bsl.parser.BSLParser.ForStatementContext;
import com.github._1c_syntax.bsl.parser.BSLParser.GlobalMethodCallContext;
import com.github._1c_syntax.bsl.parser.BSLParser.IfBranchContext;
import com.github._1c_syntax.bsl.parser.BSLParser.IfStatementContext;
import com.github._1c_syntax.bsl.parser.BSLParser.LValueContext;
import com.github._1c_syntax.bsl.parser.BSLParser.ModifierContext;
import com.github._1c_syntax.bsl.parser.BSLParser.RaiseStatementContext;
import com.github._1c_syntax.bsl.parser.BSLParser.ReturnStatementContext;
import com.github._1c_syntax.bsl.parser.BSLParser.StatementContext;
import com.github._1c_syntax.bsl.parser.BSLParser.WhileStatementContext;
import java.util.List;
import java.util.stream.Stream;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.TerminalNode;

/** Makes statements of the parser's tree; what the subset does not have is a fault with its line. */
final class StatementReader {
    private final String module;
    private final ExpressionReader expressions;

    StatementReader(String module) {
        this.module = module;
        this.expressions = new ExpressionReader(module);
    }

    List<Statement> block(CodeBlockContext block) {
        return Tree.all(block, StatementContext.class).stream()
                .flatMap(this::statement)
                .toList();
    }

    private Stream<Statement> statement(StatementContext context) {
        List<ParserRuleContext> parts = Tree.all(context, ParserRuleContext.class);
        if (parts.isEmpty() && !Tree.all(context, TerminalNode.class).isEmpty()) {
            return Stream.empty();
        }
        return Tree.find(context, AssignmentContext.class)
                .map(this::assignment)
                .or(() -> Tree.find(context, CallStatementContext.class).map(this::call))
                .or(() -> Tree.find(context, CompoundStatementContext.class).map(this::compound))
                .or(() -> {
                    throw fault(context);
                })
                .stream();
    }

    private Statement assignment(AssignmentContext context) {
        LValueContext target = Tree.one(context, LValueContext.class);
        Expression base = Tree.token(target, BSLParser.IDENTIFIER)
                .<Expression>map(name -> new Expression.Variable(name, Tree.line(target)))
                .orElseGet(() -> expressions.call(Tree.one(target, GlobalMethodCallContext.class)));
        Expression assigned = Tree.find(target, AcceptorContext.class)
                .map(acceptor -> accepted(base, acceptor))
                .orElse(base);
        return new Statement.Assign(assigned, value(context), Tree.line(context));
    }

    private Expression accepted(Expression base, AcceptorContext acceptor) {
        Expression inner = expressions.modified(base, Tree.all(acceptor, ModifierContext.class));
        return Tree.find(acceptor, AccessPropertyContext.class)
                .map(property -> expressions.property(inner, property))
                .orElseGet(() -> expressions.element(inner, Tree.one(acceptor, AccessIndexContext.class)));
    }

    private Statement call(CallStatementContext context) {
        Expression base = Tree.find(context, GlobalMethodCallContext.class)
                .map(expressions::call)
                .orElseGet(() -> new Expression.Variable(
                        Tree.token(context, BSLParser.IDENTIFIER).orElseThrow(), Tree.line(context)));
        Expression inner = expressions.modified(base, Tree.all(context, ModifierContext.class));
        return new Statement.Evaluate(
                Tree.find(context, AccessCallContext.class)
                        .map(access -> expressions.method(inner, access))
                        .orElse(inner),
                Tree.line(context));
    }

    private Statement compound(CompoundStatementContext context) {
        ParserRuleContext inner = Tree.one(context, ParserRuleContext.class);
        int line = Tree.line(inner);
        return switch (inner) {
            case IfStatementContext branching -> branching(branching);
            case WhileStatementContext loop -> new Statement.While(value(loop), body(loop), line);
            case ForStatementContext loop -> {
                List<ExpressionContext> bounds = Tree.all(loop, ExpressionContext.class);
                yield new Statement.Count(
                        variable(loop),
                        expressions.expression(bounds.getFirst()),
                        expressions.expression(bounds.getLast()),
                        body(loop),
                        line);
            }
            case ForEachStatementContext loop -> new Statement.Each(variable(loop), value(loop), body(loop), line);
            case ReturnStatementContext end ->
                new Statement.Return(Tree.find(end, ExpressionContext.class).map(expressions::expression), line);
            case BreakStatementContext end -> new Statement.Break(line);
            case ContinueStatementContext end -> new Statement.Continue(line);
            case RaiseStatementContext raised -> new Statement.Raise(value(raised), line);
            default -> throw fault(inner);
        };
    }

    private Statement branching(IfStatementContext context) {
        List<Statement.Branch> branches = Stream.concat(
                        Tree.all(context, IfBranchContext.class).stream(),
                        Tree.all(context, ElsifBranchContext.class).stream())
                .map(branch -> new Statement.Branch(value(branch), body(branch)))
                .toList();
        List<Statement> otherwise =
                Tree.find(context, ElseBranchContext.class).map(this::body).orElse(List.of());
        return new Statement.If(branches, otherwise, Tree.line(context));
    }

    private static String variable(ParserRuleContext loop) {
        return Tree.token(loop, BSLParser.IDENTIFIER).orElseThrow();
    }

    private List<Statement> body(ParserRuleContext context) {
        return block(Tree.one(context, CodeBlockContext.class));
    }

    private Expression value(ParserRuleContext context) {
        return expressions.expression(
                Tree.find(context, ExpressionContext.class).orElseThrow(() -> fault(context)));
    }

    private BslFault fault(ParserRuleContext at) {
        return new BslFault(module, Tree.line(at), "outside the subset: «" + at.getText() + "»");
    }
}
