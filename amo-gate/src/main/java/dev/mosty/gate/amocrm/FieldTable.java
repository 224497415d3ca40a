package dev.mosty.gate.amocrm;

import dev.mosty.gate.lead.LeadField;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** {@code amo_field}: what the last check found, for the page to show, and the fields that a person wants made. */
@Singleton
public class FieldTable {
    private final Jdbi jdbi;

    FieldTable(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** In their order; a field that no longer has a variable is no field of ours. */
    List<LeadField> wanted() {
        var names =
                jdbi.withHandle(handle -> handle.select("select variable from amo_field where wanted_at is not null")
                        .mapTo(String.class)
                        .list());
        return Arrays.stream(LeadField.values())
                .filter(field -> field.variable().filter(names::contains).isPresent())
                .toList();
    }

    Map<LeadField, Long> made() {
        var ids = new EnumMap<LeadField, Long>(LeadField.class);
        jdbi.useHandle(handle -> handle.select("select variable, made_id from amo_field where made_id is not null")
                .map((row, context) -> Map.entry(row.getString("variable"), row.getLong("made_id")))
                .forEach(row -> field(row.getKey()).ifPresent(field -> ids.put(field, row.getValue()))));
        return ids;
    }

    private static Optional<LeadField> field(String variable) {
        return Arrays.stream(LeadField.values())
                .filter(field -> field.variable().filter(variable::equals).isPresent())
                .findFirst();
    }

    void made(LeadField field, long id) {
        jdbi.useHandle(handle -> handle.execute(
                "update amo_field set made_id = ?, wanted_at = null, refused = null where variable = ?",
                id,
                field.variable().orElseThrow()));
    }

    void refused(Collection<LeadField> fields, String why) {
        fields.forEach(field -> jdbi.useHandle(handle -> handle.execute(
                "update amo_field set wanted_at = null, refused = ? where variable = ?",
                why,
                field.variable().orElseThrow())));
    }

    void checked(FieldCheck check) {
        jdbi.useTransaction(tx -> {
            var batch = tx.prepareBatch("""
                    insert into amo_field (variable, source, field_id, account_name, account_type, types, finding)
                    values (:variable, :source, :id, :name, :type, :types, :finding)
                    on conflict (variable) do update
                        set source = excluded.source, field_id = excluded.field_id,
                            account_name = excluded.account_name, account_type = excluded.account_type,
                            types = excluded.types, finding = excluded.finding, checked_at = now()
                    """);
            for (var line : check.lines()) {
                batch.bind("variable", line.variable())
                        .bind("source", line.source().name().toLowerCase(Locale.ROOT))
                        .bind("id", line.id().isPresent() ? (Long) line.id().getAsLong() : null)
                        .bind(
                                "name",
                                line.found().map(FieldCheck.AccountField::name).orElse(null))
                        .bind(
                                "type",
                                line.found().map(FieldCheck.AccountField::type).orElse(null))
                        .bindArray(
                                "types",
                                String.class,
                                line.field().types().stream().sorted().toList())
                        .bind("finding", line.finding().orElse(null))
                        .add();
            }
            batch.execute();
        });
    }
}
