package dev.mosty.onec.bsl;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;

/** Children of a node of the parser's tree, without nulls. */
final class Tree {
    private Tree() {}

    static <T extends ParseTree> List<T> all(ParserRuleContext node, Class<T> kind) {
        return IntStream.range(0, node.getChildCount())
                .mapToObj(node::getChild)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    static <T extends ParseTree> Optional<T> find(ParserRuleContext node, Class<T> kind) {
        return all(node, kind).stream().findFirst();
    }

    /** The one that the grammar promises. */
    static <T extends ParseTree> T one(ParserRuleContext node, Class<T> kind) {
        return find(node, kind)
                .orElseThrow(() -> new IllegalStateException(
                        "line " + line(node) + ": no " + kind.getSimpleName() + " in «" + node.getText() + "»"));
    }

    static boolean has(ParserRuleContext node, int token) {
        return token(node, token).isPresent();
    }

    static Optional<String> token(ParserRuleContext node, int token) {
        return all(node, TerminalNode.class).stream()
                .filter(terminal -> terminal.getSymbol().getType() == token)
                .map(ParseTree::getText)
                .findFirst();
    }

    static int line(ParserRuleContext node) {
        return node.getStart().getLine();
    }
}
