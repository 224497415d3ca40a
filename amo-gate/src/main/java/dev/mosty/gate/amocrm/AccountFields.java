package dev.mosty.gate.amocrm;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.mosty.delivery.Courier;
import dev.mosty.delivery.Courier.LeaseLost;
import dev.mosty.gate.amocrm.FieldCheck.AccountField;
import dev.mosty.gate.lead.LeadField;
import dev.mosty.settings.Misconfigured;
import io.smallrye.config.SmallRyeConfig;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which fields are configured, which the account has; makes those that a person wants. */
@Singleton
public class AccountFields {
    private static final int PAGE = 250;
    private static final int PAGES = 40;
    private static final String PATH = "/api/v4/leads/custom_fields";

    private final Map<LeadField, Long> configured;
    private final FieldTable table;

    AccountFields(SmallRyeConfig config, FieldTable table) {
        this.table = table;
        var ids = new EnumMap<LeadField, Long>(LeadField.class);
        for (var field : LeadField.values()) {
            field.variable()
                    .flatMap(variable -> config.getOptionalValue(variable, Long.class))
                    .ifPresent(id -> ids.put(field, positive(field, id)));
        }
        this.configured = Map.copyOf(ids);
    }

    private static long positive(LeadField field, long id) {
        if (id <= 0) {
            throw new Misconfigured(field.variable().orElseThrow(), "must be the positive id of a field");
        }
        return id;
    }

    /** What came of asking the account. */
    sealed interface Found {
        record Checked(FieldCheck check) implements Found {}

        record NotNow(Answer why) implements Found {}
    }

    /** Whether a person waits for fields to be made. */
    boolean wanted() {
        return !table.wanted().isEmpty();
    }

    /**
     * Reads the account's fields, makes the wanted ones among those that it lacks, and keeps the result for the page.
     * What could not be asked stays wanted.
     */
    Found check(AmoApi api, Courier courier, String token) throws LeaseLost {
        return switch (list(api, courier, token)) {
            case Listing.NotNow(Answer why) -> new Found.NotNow(why);
            case Listing.Fields(var account) -> {
                var lacking = adopt(table.wanted(), account);
                if (lacking.isEmpty()) {
                    yield checked(account);
                }
                yield make(lacking, api, courier, token, account);
            }
        };
    }

    private Found make(
            List<NewField> lacking, AmoApi api, Courier courier, String token, Map<Long, AccountField> account)
            throws LeaseLost {
        var body = JsonNodeFactory.instance.arrayNode();
        lacking.forEach(field -> body.add(field.json()));
        return switch (api.post(courier, token, PATH, body.toString())) {
            case Answer.Taken ignored ->
                // By name, as after an answer that got lost: nothing hangs on the reply's order.
                switch (list(api, courier, token)) {
                    case Listing.NotNow(Answer why) -> new Found.NotNow(why);
                    case Listing.Fields(var now) -> {
                        refused(adopt(fields(lacking), now), "amoCRM took it, and its list does not show it");
                        yield checked(now);
                    }
                };
            case Answer.Invalid(var named, String why) -> {
                refused(lacking, why);
                yield checked(account);
            }
            case Answer.Forbidden(String why) -> {
                refused(lacking, why);
                yield checked(account);
            }
            case Answer other -> new Found.NotNow(other);
        };
    }

    private void refused(List<NewField> fields, String why) {
        table.refused(fields(fields), why);
    }

    private static List<LeadField> fields(List<NewField> fields) {
        return fields.stream().map(NewField::field).toList();
    }

    /** Takes those that the account has by name, and returns the others. */
    private List<NewField> adopt(List<LeadField> wanted, Map<Long, AccountField> account) {
        var lacking = new ArrayList<NewField>();
        for (var field : wanted) {
            var made = NewField.of(field);
            account.values().stream()
                    .filter(made::is)
                    .findFirst()
                    .ifPresentOrElse(found -> table.made(field, found.id()), () -> lacking.add(made));
        }
        return lacking;
    }

    private Found checked(Map<Long, AccountField> account) {
        var check = FieldCheck.of(configured, table.made(), account);
        table.checked(check);
        return new Found.Checked(check);
    }

    private sealed interface Listing {
        record Fields(Map<Long, AccountField> byId) implements Listing {}

        record NotNow(Answer why) implements Listing {}
    }

    private static Listing list(AmoApi api, Courier courier, String token) throws LeaseLost {
        var fields = new LinkedHashMap<Long, AccountField>();
        for (int page = 1; page <= PAGES; page++) {
            var answer = api.get(courier, token, PATH + "?limit=" + PAGE + "&page=" + page);
            if (!(answer instanceof Answer.Taken(var body))) {
                return new Listing.NotNow(answer);
            }
            var found = body.path("_embedded").path("custom_fields");
            found.forEach(field -> fields.put(
                    field.path("id").asLong(),
                    new AccountField(
                            field.path("id").asLong(),
                            field.path("name").asText(),
                            field.path("type").asText())));
            if (found.size() < PAGE) {
                break;
            }
        }
        return new Listing.Fields(fields);
    }
}
