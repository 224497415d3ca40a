package dev.mosty.settings;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Named values of the installation, shared by its services through the table {@code setting}; secrets are kept sealed.
 * Every read asks the database, so that a change on the settings page holds at once and everywhere. Whether a name is
 * a secret is fixed by how it was put: reading it the other way is a programming error and throws.
 */
@Singleton
public final class Settings {
    private final Jdbi jdbi;
    private final Seal seal;

    public Settings(Jdbi jdbi, Seal seal) {
        this.jdbi = jdbi;
        this.seal = seal;
    }

    public Optional<String> get(String name) {
        return jdbi.withHandle(handle -> get(handle, name));
    }

    /** As the caller's transaction sees it. */
    public Optional<String> get(Handle handle, String name) {
        return row(handle, name).map(row -> {
            if (row.sealed()) {
                throw new IllegalStateException("The setting \"" + name + "\" is a secret.");
            }
            return row.value();
        });
    }

    /** @throws CannotOpen if it was sealed with a key that this service does not have */
    public Optional<String> secret(String name) {
        return jdbi.withHandle(handle -> secret(handle, name));
    }

    /**
     * As the caller's transaction sees it.
     *
     * @throws CannotOpen if it was sealed with a key that this service does not have
     */
    public Optional<String> secret(Handle handle, String name) {
        return row(handle, name).map(row -> {
            if (!row.sealed()) {
                throw new IllegalStateException("The setting \"" + name + "\" is not a secret.");
            }
            return seal.open(name, row.value());
        });
    }

    /** Without opening it. */
    public boolean isSet(String name) {
        return jdbi.withHandle(handle -> isSet(handle, name));
    }

    /** As the caller's transaction sees it. */
    public boolean isSet(Handle handle, String name) {
        return row(handle, name).isPresent();
    }

    /** Every setting by name, without values. */
    public List<Listed> list() {
        return jdbi.withHandle(handle -> handle.select(
                        "select name, sealed, changed_at, changed_by from setting order by name")
                .map((row, context) -> new Listed(
                        row.getString("name"),
                        row.getBoolean("sealed"),
                        row.getTimestamp("changed_at").toInstant(),
                        row.getString("changed_by")))
                .list());
    }

    /** @param by who changes it: a login, or a service's name */
    public void put(String name, String value, String by) {
        update(List.of(new Change.Put(name, value)), by);
    }

    /** @param by who changes it: a login, or a service's name */
    public void putSecret(String name, String value, String by) {
        update(List.of(new Change.PutSecret(name, value)), by);
    }

    /** @param by who deletes it */
    public void delete(String name, String by) {
        update(List.of(new Change.Delete(name)), by);
    }

    /** All of the changes or, if one fails, none. */
    public void update(List<Change> changes, String by) {
        jdbi.useTransaction(handle -> update(handle, changes, by));
    }

    /** Part of the caller's transaction. */
    public void update(Handle handle, List<Change> changes, String by) {
        for (Change change : changes) {
            switch (change) {
                case Change.Put(String name, String value) -> upsert(handle, name, value, false, by);
                case Change.PutSecret(String name, String value) ->
                    upsert(handle, name, seal.seal(name, value), true, by);
                case Change.Delete(String name) -> handle.execute("delete from setting where name = ?", name);
            }
        }
    }

    /**
     * Puts those whose names are not there yet, in one transaction: of several replicas that start at once, one puts
     * all of them.
     *
     * @return whether any was put
     */
    public boolean putMissing(List<Change> changes, String by) {
        return jdbi.inTransaction(handle -> {
            boolean any = false;
            for (Change change : changes) {
                any |= switch (change) {
                    case Change.Put(String name, String value) -> insert(handle, name, value, false, by);
                    case Change.PutSecret(String name, String value) ->
                        insert(handle, name, seal.seal(name, value), true, by);
                    case Change.Delete delete ->
                        throw new IllegalArgumentException("what is missing cannot be deleted: " + delete.name());
                };
            }
            return any;
        });
    }

    /**
     * Seals again with the current key what only the old one opens; two services at once do it one after the other.
     *
     * @return the names that neither key opens; they stay as they are
     */
    public List<String> reseal() {
        return jdbi.inTransaction(handle -> {
            List<String> unreadable = new ArrayList<>();
            for (Sealed row : sealedRows(handle)) {
                if (seal.isCurrent(row.name(), row.value())) {
                    continue;
                }
                try {
                    String again = seal.seal(row.name(), seal.open(row.name(), row.value()));
                    handle.execute("update setting set value = ? where name = ?", again, row.name());
                } catch (CannotOpen e) {
                    unreadable.add(row.name());
                }
            }
            return unreadable;
        });
    }

    /** A setting without its value. */
    public record Listed(String name, boolean secret, Instant changedAt, String changedBy) {}

    private record Row(String value, boolean sealed) {}

    private record Sealed(String name, String value) {}

    private static Optional<Row> row(Handle handle, String name) {
        return handle.select("select value, sealed from setting where name = ?", name)
                .map((row, context) -> new Row(row.getString("value"), row.getBoolean("sealed")))
                .findOne();
    }

    private static List<Sealed> sealedRows(Handle handle) {
        return handle.select("select name, value from setting where sealed order by name for update")
                .map((row, context) -> new Sealed(row.getString("name"), row.getString("value")))
                .list();
    }

    private static void upsert(Handle handle, String name, String value, boolean sealed, String by) {
        handle.execute("""
                insert into setting (name, value, sealed, changed_by) values (?, ?, ?, ?)
                on conflict (name) do update
                    set value = excluded.value, sealed = excluded.sealed,
                        changed_at = now(), changed_by = excluded.changed_by
                """, name, value, sealed, by);
    }

    private static boolean insert(Handle handle, String name, String value, boolean sealed, String by) {
        return handle.execute("""
                        insert into setting (name, value, sealed, changed_by) values (?, ?, ?, ?)
                        on conflict (name) do nothing
                        """, name, value, sealed, by) == 1;
    }
}
