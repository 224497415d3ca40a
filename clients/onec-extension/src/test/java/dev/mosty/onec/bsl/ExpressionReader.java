package dev.mosty.onec.bsl;

import com.github._1c_syntax.bsl.parser.BSLParser;
import com.github._1c_syntax.bsl.parser.BSLParser.AccessCallContext;
import com.github._1c_syntax.bsl.parser.BSLParser.AccessIndexContext;
import com.github._1c_syntax.bsl.parser.BSLParser.AccessPropertyContext;
import com.github._1c_syntax.bsl.parser.BSLParser.CallParamContext;
import com.github._1c_syntax.bsl.parser.BSLParser.CallParamListContext;
import com.github._1c_syntax.bsl.parser.BSLParser.ComplexIdentifierContext;
import com.github._1c_syntax.bsl.parser.BSLParser.ConstValueContext;
import com.github._1c_syntax.bsl.parser.BSLParser.DoCallContext;
import com.github._1c_syntax.bsl.parser.BSLParser.ExpressionContext;
import com.github._1c_syntax.bsl.parser.BSLParser.GlobalMethodCallContext;
import com.github._1c_syntax.bsl.parser.BSLParser.MemberContext;
import com.github._1c_syntax.bsl.parser.BSLParser.MethodCallContext;
import com.github._1c_syntax.bsl.parser.BSLParser.MethodNameContext;
import com.github._1c_syntax.bsl.parser.BSLParser.ModifierContext;
import com.github._1c_syntax.bsl.parser.BSLParser.NewExpressionContext;
import com.github._1c_syntax.bsl.parser.BSLParser.OperationContext;
import com.github._1c_syntax.bsl.parser.BSLParser.TernaryOperatorContext;
import com.github._1c_syntax.bsl.parser.BSLParser.TypeNameContext;
import com.github._1c_syntax.bsl.parser.BSLParser.UnaryModifierContext;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;

/** Makes expressions of the parser's tree; the parser leaves the binding of operators to whoever reads it. */
final class ExpressionReader {
    private final String module;

    ExpressionReader(String module) {
        this.module = module;
    }

    Expression expression(ExpressionContext context) {
        List<OperationContext> operations = Tree.all(context, OperationContext.class);
        return new Binding(
                        module,
                        Tree.all(context, MemberContext.class).stream()
                                .map(this::operand)
                                .toList(),
                        operations.stream()
                                .map(operation -> Operators.of(operation, module))
                                .toList())
                .whole();
    }

    private Binding.Operand operand(MemberContext member) {
        List<UnaryModifierContext> signs = Tree.all(member, UnaryModifierContext.class);
        Expression value = value(member);
        if (signs.isEmpty()) {
            return new Binding.Operand(false, value);
        }
        UnaryModifierContext sign = signs.getFirst();
        if (signs.size() > 1 || Tree.has(sign, BSLParser.PLUS)) {
            throw fault(member, "more than one sign");
        }
        return Tree.has(sign, BSLParser.NOT_KEYWORD)
                ? new Binding.Operand(true, value)
                : new Binding.Operand(false, new Expression.Negated(value, Tree.line(member)));
    }

    private Expression value(MemberContext member) {
        List<ModifierContext> modifiers = Tree.all(member, ModifierContext.class);
        return Tree.find(member, ConstValueContext.class)
                .map(constant -> Constants.of(constant, module))
                .or(() -> Tree.find(member, ComplexIdentifierContext.class).map(this::complex))
                .or(() ->
                        Tree.find(member, ExpressionContext.class).map(inner -> modified(expression(inner), modifiers)))
                .or(() -> Tree.find(member, GlobalMethodCallContext.class).map(call -> modified(call(call), modifiers)))
                .or(() -> Tree.token(member, BSLParser.IDENTIFIER)
                        .map(name -> modified(new Expression.Variable(name, Tree.line(member)), modifiers)))
                .orElseThrow(() -> fault(member, "not a value"));
    }

    private Expression complex(ComplexIdentifierContext context) {
        Expression base = Tree.find(context, NewExpressionContext.class)
                .map(this::created)
                .or(() -> Tree.find(context, TernaryOperatorContext.class).map(this::choice))
                .or(() -> Tree.find(context, GlobalMethodCallContext.class).map(this::call))
                .or(() -> Tree.token(context, BSLParser.IDENTIFIER)
                        .map(name -> new Expression.Variable(name, Tree.line(context))))
                .orElseThrow(() -> fault(context, "not a value"));
        return modified(base, Tree.all(context, ModifierContext.class));
    }

    private Expression created(NewExpressionContext context) {
        String type = Tree.find(context, TypeNameContext.class)
                .map(ParserRuleContext::getText)
                .orElseThrow(() -> fault(context, "«Новый» by a computed type"));
        List<Expression> arguments =
                Tree.find(context, DoCallContext.class).map(this::arguments).orElse(List.of());
        return new Expression.New(type, arguments, Tree.line(context));
    }

    private Expression choice(TernaryOperatorContext context) {
        List<Expression> parts = Tree.all(context, ExpressionContext.class).stream()
                .map(this::expression)
                .toList();
        return new Expression.Choice(parts.get(0), parts.get(1), parts.get(2), Tree.line(context));
    }

    Expression call(GlobalMethodCallContext context) {
        return new Expression.Call(
                Tree.one(context, MethodNameContext.class).getText(),
                arguments(Tree.one(context, DoCallContext.class)),
                Tree.line(context));
    }

    Expression modified(Expression base, List<ModifierContext> modifiers) {
        Expression value = base;
        for (ModifierContext modifier : modifiers) {
            value = modified(value, modifier);
        }
        return value;
    }

    private Expression modified(Expression value, ModifierContext modifier) {
        return Tree.find(modifier, AccessPropertyContext.class)
                .map(property -> property(value, property))
                .or(() -> Tree.find(modifier, AccessIndexContext.class).map(index -> element(value, index)))
                .orElseGet(() -> method(value, Tree.one(modifier, AccessCallContext.class)));
    }

    Expression property(Expression value, AccessPropertyContext property) {
        String name = Tree.token(property, BSLParser.IDENTIFIER).orElseThrow();
        return new Expression.Property(value, name, Tree.line(property));
    }

    Expression element(Expression value, AccessIndexContext index) {
        return new Expression.Element(value, expression(Tree.one(index, ExpressionContext.class)), Tree.line(index));
    }

    Expression method(Expression value, AccessCallContext access) {
        MethodCallContext call = Tree.one(access, MethodCallContext.class);
        return new Expression.MethodCall(
                value,
                Tree.one(call, MethodNameContext.class).getText(),
                arguments(Tree.one(call, DoCallContext.class)),
                Tree.line(access));
    }

    private List<Expression> arguments(DoCallContext context) {
        List<CallParamContext> written = Tree.find(context, CallParamListContext.class)
                .map(list -> Tree.all(list, CallParamContext.class))
                .orElse(List.of());
        if (written.size() == 1 && written.getFirst().getText().isEmpty()) {
            return List.of();
        }
        return written.stream()
                .map(parameter -> Tree.find(parameter, ExpressionContext.class)
                        .map(this::expression)
                        .orElseGet(() -> new Expression.Omitted(Tree.line(parameter))))
                .toList();
    }

    private BslFault fault(ParserRuleContext at, String what) {
        return new BslFault(module, Tree.line(at), what + ": «" + at.getText() + "»");
    }
}
