package dev.mosty.onec.tree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosty.onec.Sources;
import dev.mosty.onec.bsl.ModuleText;
import dev.mosty.onec.bsl.Procedure;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the metadata names exists in the modules, and the platform can call it. */
class HandlersTest {
    private static final Dump DUMP = Dump.read(Sources.ROOT);
    private static final List<Handler> HANDLERS = Handlers.of(DUMP);

    private static final Set<String> OF_THE_CONFIGURATION =
            Set.of("ManagedApplicationModule", "SessionModule", "ExternalConnectionModule");

    @Test
    void everyHandlerExistsWhereThePlatformCallsIt() {
        assertThat(HANDLERS.stream().map(Handler::fault).flatMap(Optional::stream))
                .isEmpty();
        assertThat(HANDLERS).isNotEmpty();
    }

    @Test
    void everyModuleBelongsToAnObjectThatMayHaveIt() {
        assertThat(Sources.ending(".bsl")).allMatch(HandlersTest::belongs);
    }

    private static boolean belongs(Path file) {
        List<String> parts = Arrays.asList(
                Sources.ROOT.relativize(file).toString().replace('\\', '/').split("/"));
        String module = parts.getLast().replace(".bsl", "");
        Set<String> known = DUMP.all().stream().map(Described::reference).collect(Collectors.toSet());
        if (parts.getFirst().equals("Ext")) {
            return OF_THE_CONFIGURATION.contains(module);
        }
        Kind kind = Arrays.stream(Kind.values())
                .filter(one -> one.folder.equals(parts.getFirst()))
                .findFirst()
                .orElseThrow();
        String object = kind.tag + "." + parts.get(1);
        String rest = String.join("/", parts.subList(2, parts.size()));
        if (rest.equals("Ext/" + module + ".bsl")) {
            return known.contains(object) && kind.allows(module);
        }
        if (kind == Kind.COMMON_FORM) {
            return known.contains(object) && rest.equals("Ext/Form/Module.bsl");
        }
        String part = parts.get(3);
        return rest.equals("Forms/" + part + "/Ext/Form/Module.bsl")
                ? known.contains(object + ".Form." + part)
                : rest.equals("Commands/" + part + "/Ext/CommandModule.bsl")
                        && known.contains(object + ".Command." + part);
    }

    @Test
    void everyCommonModuleHasItsText() {
        assertThat(DUMP.of(Kind.COMMON_MODULE))
                .allSatisfy(module ->
                        assertThat(module.folder().resolve("Ext/Module.bsl")).isRegularFile());
    }

    @Test
    void everyJobAndSubscriptionRunsOnTheServer() {
        Set<String> onServer = DUMP.of(Kind.COMMON_MODULE)
                .filter(module -> module.property("Server").equals("true"))
                .map(module -> module.folder().resolve("Ext/Module.bsl").toString())
                .collect(Collectors.toSet());

        assertThat(HANDLERS)
                .filteredOn(handler -> handler.where().startsWith("ScheduledJob")
                        || handler.where().startsWith("EventSubscription"))
                .allMatch(handler -> onServer.contains(handler.module().toString()));
    }

    /** In a form's module a procedure without a directive is compiled for the server, with all of the form's data. */
    @Test
    void everyProcedureOfAFormSaysWhereItRuns() {
        assertThat(Sources.ending("Form/Module.bsl"))
                .allSatisfy(file -> assertThat(ModuleText.read(file).procedures())
                        .extracting(Procedure::directive)
                        .doesNotContain(""));
    }
}
