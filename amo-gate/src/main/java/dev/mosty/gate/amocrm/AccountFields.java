package dev.mosty.gate.amocrm;

import dev.mosty.delivery.Courier;
import dev.mosty.delivery.Courier.LeaseLost;
import dev.mosty.gate.amocrm.FieldCheck.AccountField;
import dev.mosty.gate.lead.LeadField;
import dev.mosty.settings.Misconfigured;
import io.smallrye.config.SmallRyeConfig;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads which fields are configured, and which the account has. */
@Singleton
public class AccountFields {
    private static final int PAGE = 250;
    private static final int PAGES = 40;

    private final Map<LeadField, Long> configured;

    AccountFields(SmallRyeConfig config) {
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

    Found check(AmoApi api, Courier courier, String token) throws LeaseLost {
        var fields = new LinkedHashMap<Long, AccountField>();
        for (int page = 1; page <= PAGES; page++) {
            var answer = api.get(courier, token, "/api/v4/leads/custom_fields?limit=" + PAGE + "&page=" + page);
            if (!(answer instanceof Answer.Taken(var body))) {
                return new Found.NotNow(answer);
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
        return new Found.Checked(FieldCheck.of(configured, fields));
    }
}
