package dev.mosty.admin.erasure;

import dev.mosty.access.Audit;
import dev.mosty.access.Audit.Actor;
import jakarta.inject.Singleton;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Finds and erases. A dead letter goes, its trace stays as discarded without a payload; a finished delivery and a line
 * of the log lose what they carried; what a lead was told is forgotten, so the next state is written whole. Reads whole
 * tables, and gives up after a minute.
 */
@Singleton
class Erasure {
    private static final String NOTE = "erased";

    /** A lead's deliveries are kept under its id; a phone is inside the payload, or is a call's key. */
    private static final String MINE =
            "((:lead and key = :id) or (not :lead and (payload ~ :pattern or key ~ :pattern)))";

    /** Bodies there are masked; a lead's id stands in them as it is, a phone hardly ever. */
    private static final String LOGGED = "(request ~ :pattern or answer ~ :pattern or url ~ :pattern)";

    private final Jdbi jdbi;

    Erasure(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    Found look(Person person) {
        return jdbi.inTransaction(tx -> {
            patiently(tx);
            Callers.Counted callers = Callers.look(tx, person);
            return new Found(
                    count(tx, person, "delivery where dead_at is null and " + MINE),
                    count(tx, person, "delivery where dead_at is not null and " + MINE),
                    count(tx, person, "delivery_done where payload is not null and " + MINE),
                    count(tx, person, "request_log where " + LOGGED),
                    count(tx, person, "lead_state where :lead and key = :id"),
                    count(tx, person, "payment where :lead and lead_id::text = :id"),
                    callers.contacts(),
                    callers.calls(),
                    otherLeads(tx, person));
        });
    }

    /** All of it or, if it takes too long, nothing. */
    Found erase(Person person, Actor by) {
        return jdbi.inTransaction(tx -> {
            patiently(tx);
            long live = count(tx, person, "delivery where dead_at is null and " + MINE);
            List<String> leads = otherLeads(tx, person);
            long done = change(tx, person, """
                    update delivery_done set payload = null, digest = null, note = :note
                    where payload is not null and""" + " " + MINE);
            long dead = change(tx, person, """
                    with gone as (delete from delivery where dead_at is not null and %s returning *)
                    insert into delivery_done (id, channel, key, kind, request_id, accepted_at, attempts, outcome, note)
                    select id, channel, case when :lead then key else :note end, kind, request_id, accepted_at,
                           attempts, 'discarded', :note from gone
                    """.formatted(MINE));
            long journal = change(
                    tx,
                    person,
                    "update request_log set request = :note, answer = :note, url = split_part(url, '?', 1) where "
                            + LOGGED);
            long states = change(tx, person, "delete from lead_state where :lead and key = :id");
            Callers.Counted callers = Callers.erase(tx, person);
            Found erased = new Found(live, dead, done, journal, states, 0, callers.contacts(), callers.calls(), leads);
            Audit.write(tx, by, "erasure.erased", person.shown(), erased.counts());
            return erased;
        });
    }

    private static void patiently(Handle tx) {
        tx.execute("set local statement_timeout = '60s'");
    }

    private static List<String> otherLeads(Handle tx, Person person) {
        return person instanceof Person.Lead ? List.of() : Carriers.leads(tx, person);
    }

    private static long count(Handle tx, Person person, String what) {
        return tx.createQuery("select count(*) from " + what)
                .bind("lead", person instanceof Person.Lead)
                .bind("id", person.shown())
                .bind("pattern", person.pattern())
                .mapTo(Long.class)
                .one();
    }

    private static long change(Handle tx, Person person, String sql) {
        return tx.createUpdate(sql)
                .bind("lead", person instanceof Person.Lead)
                .bind("id", person.shown())
                .bind("pattern", person.pattern())
                .bind("note", NOTE)
                .execute();
    }
}
