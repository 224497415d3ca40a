package dev.mosty.testbed.bitrix;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosty.testbed.bitrix.WriteLog.Author;
import dev.mosty.testbed.simulation.Json;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** {@code crm.<kind>.fields|list|get|add|update|delete}. */
record EntityMethods(Portal portal, Kind kind) {
    private static final Outcome NO_ID = Outcome.Refused.of("ID is not defined or invalid.");

    void into(Map<String, Method> methods) {
        String prefix = "crm." + kind.word() + ".";
        methods.put(prefix + "fields", params -> fields());
        methods.put(prefix + "list", params -> portal.list(kind, params));
        methods.put(prefix + "get", this::get);
        methods.put(prefix + "add", this::add);
        methods.put(prefix + "update", this::update);
        methods.put(prefix + "delete", this::delete);
    }

    private Outcome fields() {
        ObjectNode all = Json.object();
        portal.directory().of(kind).forEach(field -> all.set(field.name(), field.described()));
        return new Outcome.Value(all);
    }

    private Outcome get(Params params) {
        return with(
                params,
                Outcome.Refused.of("Not found"),
                item -> new Outcome.Value(new ItemView(portal.directory()).whole(item)));
    }

    private Outcome add(Params params) {
        JsonNode fields = params.get("FIELDS");
        Optional<Outcome.Refused> problem = problem(fields, true);
        return problem.isPresent()
                ? problem.get()
                : Outcome.number(portal.add(kind, fields, Author.REST).id());
    }

    private Outcome update(Params params) {
        return with(params, Outcome.Refused.of(kind.missing()), item -> {
            JsonNode fields = params.get("FIELDS");
            Optional<Outcome.Refused> problem = problem(fields, false);
            if (problem.isPresent()) {
                return problem.get();
            }
            portal.update(item, fields, Author.REST);
            return Outcome.yes();
        });
    }

    private Outcome delete(Params params) {
        Outcome missing =
                kind == Kind.CONTACT ? Outcome.Refused.core("Element not found") : Outcome.Refused.of(kind.missing());
        return with(params, missing, item -> {
            portal.delete(item, Author.REST);
            return Outcome.yes();
        });
    }

    private Optional<Outcome.Refused> problem(JsonNode fields, boolean adding) {
        return fields.isContainerNode()
                ? portal.problem(kind, fields, adding)
                : Optional.of(Outcome.Refused.of("Parameter 'fields' must be array."));
    }

    private Outcome with(Params params, Outcome missing, Function<Item, Outcome> what) {
        long id = params.id();
        return id < 1 ? NO_ID : portal.find(kind, id).map(what).orElse(missing);
    }
}
