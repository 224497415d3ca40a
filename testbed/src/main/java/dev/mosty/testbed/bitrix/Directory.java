package dev.mosty.testbed.bitrix;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;
import dev.mosty.testbed.simulation.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The portal as it was set up, from {@code portal.json}: fields, stages, currencies, employees, and what people had
 * already entered.
 *
 * @param untitled how one without a title is called, before its id
 * @param items {@code {"kind":"deal","fields":{…}}}, entered by people
 */
record Directory(
        Map<Kind, List<Field>> fields,
        List<Status> statuses,
        List<Category> categories,
        List<Currency> currencies,
        List<User> users,
        Map<Kind, String> untitled,
        List<JsonNode> items) {

    static Directory read() {
        try (InputStream file = Directory.class.getResourceAsStream("portal.json")) {
            return Json.MAPPER.readValue(Objects.requireNonNull(file, "portal.json"), Directory.class);
        } catch (IOException e) {
            throw new IllegalStateException("portal.json cannot be read", e);
        }
    }

    /**
     * One value of a list, a stage for instance.
     *
     * @param list {@code DEAL_STAGE}, {@code DEAL_STAGE_1}, {@code STATUS}, {@code SOURCE}
     * @param semantics P under way, S won, F lost; empty where there is no such thing
     */
    record Status(String list, String id, String name, int sort, String semantics) {}

    /** A funnel of deals; 0 is the first one's id. */
    record Category(long id, String name, int sort) {
        /** The list of its stages. */
        String stages() {
            return id == 0 ? "DEAL_STAGE" : "DEAL_STAGE_" + id;
        }
    }

    record Currency(String id, String name, String rate, boolean base) {}

    record User(long id, String name, String lastName, String email, String position) {}

    List<Field> of(Kind kind) {
        return Objects.requireNonNull(fields.get(kind));
    }

    Optional<Field> field(Kind kind, String name) {
        return of(kind).stream().filter(field -> field.name().equals(name)).findFirst();
    }

    List<Status> list(String list) {
        return statuses.stream().filter(status -> status.list().equals(list)).toList();
    }

    Optional<Status> status(String list, String id) {
        return list(list).stream().filter(status -> status.id().equals(id)).findFirst();
    }

    Optional<Category> category(long id) {
        return categories.stream().filter(category -> category.id() == id).findFirst();
    }

    boolean hasCurrency(String id) {
        return currencies.stream().anyMatch(currency -> currency.id().equals(id));
    }

    @JsonIgnore
    String baseCurrency() {
        return currencies.stream()
                .filter(Currency::base)
                .findFirst()
                .map(Currency::id)
                .orElseThrow();
    }
}
