package dev.mosty.admin.amocrm;

import dev.mosty.access.Audit;
import dev.mosty.access.Audit.Actor;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** {@code amo_field}: what the gate found, and which fields a person wants it to make. */
@Singleton
class FieldList {
    private final Jdbi jdbi;

    FieldList(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** In the order of the variables' names, which begin with whose field it is. */
    List<FieldRow> rows() {
        return jdbi.withHandle(FieldList::rows);
    }

    private static List<FieldRow> rows(Handle handle) {
        return handle.select("""
                        select variable, source, field_id, account_name, account_type, types, refused, checked_at,
                               case when wanted_at is not null then coalesce(wanted_by, '') end as wanted_by
                        from amo_field order by variable
                        """)
                .map((row, context) -> new FieldRow(
                        row.getString("variable"),
                        row.getString("source"),
                        row.getObject("field_id", Long.class),
                        row.getString("account_name"),
                        row.getString("account_type"),
                        List.of((String[]) row.getArray("types").getArray()),
                        row.getString("wanted_by"),
                        row.getString("refused"),
                        row.getTimestamp("checked_at").toInstant()))
                .list();
    }

    /**
     * Asks the gate to make the chosen ones of those that it may make.
     *
     * @return how many were asked for now
     */
    int want(Predicate<FieldRow> chosen, Actor by) {
        return jdbi.inTransaction(tx -> {
            List<String> variables = rows(tx).stream()
                    .filter(FieldRow::creatable)
                    .filter(chosen)
                    .map(FieldRow::variable)
                    .toList();
            if (variables.isEmpty()) {
                return 0;
            }
            tx.createUpdate("""
                            update amo_field set wanted_at = now(), wanted_by = :by, refused = null
                            where variable = any (:variables)
                            """)
                    .bind("by", by.name())
                    .bindArray("variables", String.class, variables)
                    .execute();
            Audit.write(tx, by, "amocrm.fields", "amoCRM", String.join(", ", variables));
            tx.execute("select mosty_upkeep('amocrm')");
            return variables.size();
        });
    }
}
