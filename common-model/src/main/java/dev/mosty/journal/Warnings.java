package dev.mosty.journal;

import jakarta.inject.Singleton;
import org.jdbi.v3.core.Jdbi;

/** What an operator should mend in a service's configuration, in the table {@code warning} for the pages to show. */
@Singleton
public final class Warnings {
    private final Jdbi jdbi;

    public Warnings(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * Raises the warning or takes it back, as the service finds it at its start.
     *
     * @param code what is wrong, e.g. {@code open-intake}; the pages have the words for it
     */
    public void set(String service, String code, boolean wrong) {
        jdbi.useHandle(handle -> handle.execute(
                wrong
                        ? "insert into warning (service, code) values (?, ?) on conflict do nothing"
                        : "delete from warning where service = ? and code = ?",
                service,
                code));
    }
}
