package dev.mosty.testbed.bitrix;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mosty.testbed.simulation.Json;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Predicate;

/** What the portal was set up with: stages, funnels, currencies, employees. */
record DirectoryMethods(Directory directory) {

    void into(Map<String, Method> methods) {
        methods.put("crm.status.list", this::statuses);
        methods.put("crm.dealcategory.list", params -> listed(further(), DirectoryMethods::category));
        methods.put(
                "crm.dealcategory.default.get",
                params -> new Outcome.Value(category(directory.categories().getFirst())));
        methods.put("crm.dealcategory.stage.list", this::stages);
        methods.put("crm.category.list", this::categories);
        methods.put("crm.currency.list", params -> listed(directory.currencies(), DirectoryMethods::currency));
        methods.put("crm.currency.base.get", params -> new Outcome.Value(Json.tree(directory.baseCurrency())));
        methods.put("user.get", this::users);
        methods.put(
                "user.current",
                params -> new Outcome.Value(user(directory.users().getFirst())));
        methods.put("profile", params -> new Outcome.Value(profile()));
    }

    private Outcome statuses(Params params) {
        JsonNode filter = params.get("FILTER");
        Predicate<Directory.Status> wanted = status -> fits(filter, "ENTITY_ID", status.list())
                && fits(filter, "STATUS_ID", status.id())
                && fits(filter, "CATEGORY_ID", funnel(status));
        return listed(directory.statuses().stream().filter(wanted).toList(), this::status);
    }

    private static boolean fits(JsonNode filter, String key, String value) {
        List<JsonNode> wanted = Php.elements(filter.path(key));
        return wanted.isEmpty() || wanted.stream().map(Php::text).anyMatch(value::equals);
    }

    /** {@code C1:NEW} is a stage of funnel 1. */
    private static String funnel(Directory.Status status) {
        String list = status.list();
        return list.startsWith("DEAL_STAGE_") ? list.substring("DEAL_STAGE_".length()) : "";
    }

    private ObjectNode status(Directory.Status status) {
        ObjectNode json = Json.object()
                .put("ID", Integer.toString(101 + directory.statuses().indexOf(status)))
                .put("ENTITY_ID", status.list())
                .put("STATUS_ID", status.id())
                .put("NAME", status.name())
                .put("NAME_INIT", status.name())
                .put("SORT", Integer.toString(status.sort()))
                .put("SYSTEM", status.id().endsWith("NEW") ? "Y" : "N");
        if (funnel(status).isEmpty()) {
            json.putNull("CATEGORY_ID");
        } else {
            json.put("CATEGORY_ID", funnel(status));
        }
        json.putNull("COLOR");
        String semantics = status.semantics();
        if (semantics.isEmpty() || semantics.equals("P")) {
            json.putNull("SEMANTICS");
        } else {
            json.put("SEMANTICS", semantics);
        }
        if (!semantics.isEmpty()) {
            json.putObject("EXTRA")
                    .put(
                            "SEMANTICS",
                            semantics.equals("P") ? "process" : semantics.equals("S") ? "success" : "failure");
        }
        return json;
    }

    /** The list of funnels has all but the first. */
    private List<Directory.Category> further() {
        return directory.categories().stream()
                .filter(category -> category.id() != 0)
                .toList();
    }

    private Outcome stages(Params params) {
        long id = params.id();
        List<Directory.Status> stages = directory
                .category(id)
                .map(category -> directory.list(category.stages()))
                .orElse(List.of());
        return listed(
                stages,
                stage -> Json.object()
                        .put("NAME", stage.name())
                        .put("SORT", stage.sort())
                        .put("STATUS_ID", stage.id()));
    }

    private Outcome categories(Params params) {
        if (Php.whole(params.get("ENTITYTYPEID")) != 2) {
            return new Outcome.Refused(400, "ENTITY_TYPE_NOT_SUPPORTED", "Entity type is not supported");
        }
        ArrayNode all = Json.MAPPER.createArrayNode();
        directory
                .categories()
                .forEach(category -> all.addObject()
                        .put("id", category.id())
                        .put("name", category.name())
                        .put("sort", category.sort())
                        .put("entityTypeId", 2)
                        .put("isDefault", category.id() == 0 ? "Y" : "N"));
        return new Outcome.Listed(Json.object().set("categories", all), all.size(), OptionalInt.empty());
    }

    private Outcome users(Params params) {
        JsonNode filter = params.has("FILTER") ? params.get("FILTER") : Json.object();
        JsonNode id = params.has("ID") ? params.get("ID") : filter.path("ID");
        JsonNode email = params.has("EMAIL") ? params.get("EMAIL") : filter.path("EMAIL");
        List<Directory.User> found = directory.users().stream()
                .filter(user -> fits(Json.object().set("x", id), "x", Long.toString(user.id())))
                .filter(user -> fits(Json.object().set("x", email), "x", user.email()))
                .toList();
        return listed(found, DirectoryMethods::user);
    }

    private static ObjectNode category(Directory.Category category) {
        return Json.object()
                .put("ID", Long.toString(category.id()))
                .put("NAME", category.name())
                .put("SORT", Integer.toString(category.sort()))
                .put("IS_LOCKED", "N");
    }

    private static ObjectNode currency(Directory.Currency currency) {
        return Json.object()
                .put("CURRENCY", currency.id())
                .put("AMOUNT_CNT", "1")
                .put("AMOUNT", currency.rate())
                .put("SORT", "100")
                .put("BASE", currency.base() ? "Y" : "N")
                .put("FULL_NAME", currency.name())
                .put("LID", "ru")
                .put("DECIMALS", "2");
    }

    private static ObjectNode user(Directory.User user) {
        ObjectNode json = Json.object()
                .put("ID", Long.toString(user.id()))
                .put("ACTIVE", true)
                .put("NAME", user.name())
                .put("LAST_NAME", user.lastName())
                .put("EMAIL", user.email())
                .put("WORK_POSITION", user.position());
        json.putArray("UF_DEPARTMENT").add(1);
        return json.put("USER_TYPE", "employee");
    }

    private JsonNode profile() {
        Directory.User owner = directory.users().getFirst();
        return Json.object()
                .put("ID", Long.toString(owner.id()))
                .put("ADMIN", true)
                .put("NAME", owner.name())
                .put("LAST_NAME", owner.lastName())
                .put("PERSONAL_GENDER", "")
                .put("TIME_ZONE", "");
    }

    private static <T> Outcome listed(List<T> all, Function<T, ? extends JsonNode> shown) {
        ArrayNode rows = Json.MAPPER.createArrayNode();
        all.forEach(one -> rows.add(shown.apply(one)));
        return new Outcome.Listed(rows, rows.size(), OptionalInt.empty());
    }
}
