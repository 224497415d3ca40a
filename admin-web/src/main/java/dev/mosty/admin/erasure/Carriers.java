package dev.mosty.admin.erasure;

import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * The leads whose deliveries carry a phone, however it is written there. amoCRM's channel is the one that is keyed by
 * lead. Reads whole tables; finished deliveries carry it only for {@code PAYLOAD_KEEP_DAYS}.
 */
@Singleton
public class Carriers {
    private static final int MOST = 20;
    private static final String CANCELLED = "57014";

    private final Jdbi jdbi;

    Carriers(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * For a page that somebody waits for.
     *
     * @param typed a phone number; anything else is carried by no lead
     * @return empty if it took longer than 5 seconds
     */
    public Optional<List<String>> leads(String typed) {
        try {
            return Optional.of(Person.of("phone", typed)
                    .map(phone -> jdbi.inTransaction(tx -> {
                        tx.execute("set local statement_timeout = '5s'");
                        return leads(tx, phone);
                    }))
                    .orElse(List.of()));
        } catch (JdbiException e) {
            if (e.getCause() instanceof SQLException sql && CANCELLED.equals(sql.getSQLState())) {
                return Optional.empty();
            }
            throw e;
        }
    }

    static List<String> leads(Handle tx, Person phone) {
        return tx.createQuery("""
                        select distinct key from (
                            select channel, key from delivery where %1$s
                            union all
                            select channel, key from delivery_done where %1$s) as carrying
                        where channel = 'amocrm' and key ~ '^[0-9]+$' order by key limit :most
                        """.formatted(Person.in("payload")))
                .bind("pattern", phone.pattern())
                .bind("likely", phone.likely())
                .bind("most", MOST)
                .mapTo(String.class)
                .list();
    }
}
