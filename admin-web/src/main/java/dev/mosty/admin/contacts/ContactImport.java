package dev.mosty.admin.contacts;

import dev.mosty.access.Audit;
import dev.mosty.access.Audit.Actor;
import dev.mosty.admin.shell.CsvRows;
import dev.mosty.contacts.Contact;
import dev.mosty.contacts.ContactRows;
import dev.mosty.contacts.ContactTable;
import dev.mosty.contacts.NumberingPlan;
import dev.mosty.contacts.Phone;
import dev.mosty.contacts.Source;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * A file waits in the database between its preview and the word of whoever brought it, on any replica. It is planned
 * anew at the word: a book that changed meanwhile shows the preview again.
 */
@Singleton
class ContactImport {
    /** Rows of one file, its heading apart. */
    static final int MOST = 20_000;

    private final Jdbi jdbi;
    private final NumberingPlan numbering;

    ContactImport(Jdbi jdbi, NumberingPlan numbering) {
        this.jdbi = jdbi;
        this.numbering = numbering;
    }

    /** What became of a file. */
    sealed interface Result {
        /** @param word the key of what is wrong with the file as a whole */
        record Unusable(String word) implements Result {}

        record Preview(UUID id, ImportPlan plan) implements Result {}

        record Done(ImportPlan plan) implements Result {}

        /** Nobody brought it, or it was too long ago. */
        record Unknown() implements Result {}
    }

    Result preview(String text, Actor by) {
        List<CsvRows.Row> rows = CsvRows.of(text);
        Optional<String> fault = fault(rows);
        if (fault.isPresent()) {
            return new Result.Unusable(fault.get());
        }
        return jdbi.inTransaction(tx -> {
            tx.execute("delete from contact_import where at < now() - interval '1 hour' or who = ?", by.name());
            UUID id = tx.createQuery("insert into contact_import (who, content) values (:who, :content) returning id")
                    .bind("who", by.name())
                    .bind("content", text)
                    .mapTo(UUID.class)
                    .one();
            return new Result.Preview(id, plan(tx, rows));
        });
    }

    /** @param shown the fingerprint of the plan that the person agreed to */
    Result apply(UUID id, String shown, Actor by) {
        return jdbi.inTransaction(tx -> {
            ContactTable.lock(tx);
            Optional<String> text = tx.createQuery("""
                            select content from contact_import
                            where id = :id and who = :who and at > now() - interval '1 hour' for update
                            """)
                    .bind("id", id)
                    .bind("who", by.name())
                    .mapTo(String.class)
                    .findOne();
            if (text.isEmpty()) {
                return new Result.Unknown();
            }
            ImportPlan plan = plan(tx, CsvRows.of(text.get()));
            if (!plan.fingerprint().equals(shown)) {
                return new Result.Preview(id, plan);
            }
            ContactTable.insert(
                    tx, plan.made().stream().map(ImportPlan.Made::card).toList(), Source.CSV, by.name());
            ContactTable.update(tx, plan.changes(), Source.CSV, by.name());
            tx.execute("delete from contact_import where id = ?", id);
            Audit.write(
                    tx,
                    by,
                    "contact.imported",
                    "CSV",
                    "+%d, ~%d, −%d"
                            .formatted(
                                    plan.made().size(),
                                    plan.changed().size(),
                                    plan.refused().size()));
            return new Result.Done(plan);
        });
    }

    private static Optional<String> fault(List<CsvRows.Row> rows) {
        if (rows.isEmpty() || !new Columns(rows.getFirst()).has("name")) {
            return Optional.of("contacts-no-columns");
        }
        return rows.size() - 1 > MOST
                ? Optional.of("contacts-too-many")
                : rows.size() == 1 ? Optional.of("contacts-no-rows") : Optional.empty();
    }

    private ImportPlan plan(Handle tx, List<CsvRows.Row> lines) {
        Columns columns = new Columns(lines.getFirst());
        List<ImportRow> rows = new ArrayList<>();
        List<ImportPlan.Refused> unread = new ArrayList<>();
        for (CsvRows.Row line : lines.subList(1, lines.size())) {
            ImportRow.Read read = ImportRow.of(line, columns, numbering);
            if (read.row() != null) {
                rows.add(read.row());
            } else if (read.wrong() != null) {
                unread.add(new ImportPlan.Refused(
                        line.line(), read.wrong().word(), read.wrong().value()));
            }
        }
        return ImportPlan.of(rows, unread, known(tx, rows));
    }

    private static List<Contact> known(Handle tx, List<ImportRow> rows) {
        Long[] ids = rows.stream()
                .filter(row -> row.id().isPresent())
                .map(row -> row.id().getAsLong())
                .toArray(Long[]::new);
        String[] reversed = rows.stream()
                .flatMap(row -> row.phones().orElse(List.of()).stream())
                .map(Phone::digits)
                .distinct()
                .map(digits -> new StringBuilder(digits).reverse().toString())
                .toArray(String[]::new);
        return ContactRows.complete(tx, tx.createQuery("""
                        select * from contact where id = any(:ids)
                            or id in (select contact from contact_phone where reverse(digits) = any(:reversed))
                        order by id
                        """).bind("ids", ids).bind("reversed", reversed));
    }
}
