package dev.mosty.testsupport;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;

/**
 * A database of a test class's own on the real PostgreSQL, with every migration applied. Use it in a static field
 * with {@code @AutoClose}. The migrations run once a JVM, in a template that each database copies.
 */
public final class Database implements AutoCloseable {
    private static final String TEMPLATE = "mosty_template";

    private final String name;
    private final AgroalDataSource pool;

    private Database(String name) {
        this.name = name;
        this.pool = pool(name);
    }

    /** A new database with the migrations applied. */
    public static Database migrated() {
        makeTemplate();
        return create("template " + TEMPLATE);
    }

    /** A new database without a single table, for what migrates it itself. */
    public static Database empty() {
        return create("");
    }

    /** Its JDBC address; the user is {@link #user()}, and there is no password. */
    public String url() {
        return Postgres.url(name);
    }

    public String user() {
        return Postgres.USER;
    }

    /** The pool that the services use, of up to 20 connections. */
    public DataSource dataSource() {
        return pool;
    }

    public Jdbi jdbi() {
        return Jdbi.create(pool);
    }

    @Override
    public void close() {
        pool.close();
        server().useHandle(handle -> handle.execute("drop database if exists " + name + " with (force)"));
    }

    private static Database create(String clause) {
        String name = "t_" + UUID.randomUUID().toString().replace("-", "");
        server().useHandle(handle -> handle.execute("create database " + name + " " + clause));
        return new Database(name);
    }

    /** Under a lock of the JVM, since two class loaders may ask at once. */
    private static void makeTemplate() {
        synchronized (Runtime.getRuntime()) {
            boolean made = server().withHandle(handle -> handle.select(
                            "select exists (select from pg_database where datname = ?)", TEMPLATE)
                    .mapTo(Boolean.class)
                    .one());
            if (!made) {
                server().useHandle(handle -> handle.execute("create database " + TEMPLATE));
                Flyway.configure()
                        .dataSource(Postgres.url(TEMPLATE), Postgres.USER, "")
                        .load()
                        .migrate();
            }
        }
    }

    private static Jdbi server() {
        return Jdbi.create(Postgres.url("postgres"), Postgres.USER, "");
    }

    private static AgroalDataSource pool(String database) {
        var supplier = new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(pool -> pool.maxSize(20)
                        .acquisitionTimeout(Duration.ofSeconds(10))
                        .connectionFactoryConfiguration(connection -> connection
                                .jdbcUrl(Postgres.url(database))
                                .principal(new NamePrincipal(Postgres.USER))));
        try {
            return AgroalDataSource.from(supplier);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
