package dev.mosty.onec.tree;

import dev.mosty.onec.bsl.ModuleText;
import dev.mosty.onec.bsl.Procedure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A procedure that the metadata names and the platform calls.
 *
 * @param where the metadata names it
 * @param module in which it is looked for
 * @param signature what the platform calls it with
 */
record Handler(String where, Path module, String procedure, Signature signature) {

    /**
     * @param directive where it is compiled; empty in a module that has no directives
     * @param arguments how many the platform passes
     */
    record Signature(String directive, boolean function, boolean exported, int arguments) {
        static Signature client(int arguments) {
            return new Signature("&НаКлиенте", false, false, arguments);
        }

        static Signature server(int arguments) {
            return new Signature("&НаСервере", false, false, arguments);
        }

        /** Called from outside its module. */
        static Signature export(int arguments) {
            return new Signature("", false, true, arguments);
        }

        static Signature function(int arguments) {
            return new Signature("", true, false, arguments);
        }
    }

    /** What is wrong with it; empty for nothing. */
    Optional<String> fault() {
        if (!Files.isRegularFile(module)) {
            return Optional.of(where + ": there is no " + module);
        }
        return ModuleText.read(module)
                .find(procedure)
                .map(this::fault)
                .orElse(Optional.of("there is none in " + module))
                .map(fault -> "%s: %s: %s".formatted(where, procedure, fault));
    }

    private Optional<String> fault(Procedure found) {
        if (found.function() != signature.function()) {
            return Optional.of(signature.function() ? "not a function" : "not a procedure");
        }
        if (signature.exported() && !found.exported()) {
            return Optional.of("not exported");
        }
        if (!found.directive().equals(signature.directive())) {
            return Optional.of("is «%s», not «%s»".formatted(found.directive(), signature.directive()));
        }
        if (found.parameters().size() < signature.arguments() || found.required() > signature.arguments()) {
            return Optional.of("has %d parameters, %d of them required, and is called with %d"
                    .formatted(found.parameters().size(), found.required(), signature.arguments()));
        }
        return Optional.empty();
    }
}
