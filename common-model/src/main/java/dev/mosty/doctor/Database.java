package dev.mosty.doctor;

import dev.mosty.settings.Misconfigured;
import dev.mosty.settings.OneCAddress;
import dev.mosty.web.SecretFiles;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the database answers when asked how it is, and where the systems around are that it knows of. */
sealed interface Database {

    /**
     * @param size as PostgreSQL writes it for people
     * @param clock of its machine
     * @param oneC where 1C is asked whether it is there, if the settings make an address
     * @param amo the account's address, if the gate has one
     */
    record Told(String size, Instant clock, Optional<URI> oneC, Optional<URI> amo) implements Database {}

    /** It cannot be asked. */
    record Silent(String why) implements Database {}

    /** @param variables of a service */
    static Database ask(Map<String, String> variables) {
        String url = variables.getOrDefault("DB_URL", "");
        String query = (url.contains("?") ? "&" : "?") + "connectTimeout=5&loginTimeout=5&socketTimeout=30";
        try (Connection connection = DriverManager.getConnection(
                url + query,
                variables.getOrDefault("DB_USER", "mosty"),
                SecretFiles.variable(variables, "DB_PASSWORD").orElse(""))) {
            return told(connection);
        } catch (SQLException | Misconfigured e) {
            return new Silent(String.valueOf(e.getMessage()));
        }
    }

    private static Told told(Connection connection) throws SQLException {
        try (Statement sql = connection.createStatement()) {
            ResultSet row =
                    sql.executeQuery("select pg_size_pretty(pg_database_size(current_database())), clock_timestamp()");
            row.next();
            String size = row.getString(1);
            Instant clock = row.getTimestamp(2).toInstant();
            return new Told(size, clock, oneC(sql), amo(sql));
        }
    }

    /** Without its login: that there is an answer says enough, and the settings page tries the login. */
    private static Optional<URI> oneC(Statement sql) throws SQLException {
        if (!exists(sql, "setting")) {
            return Optional.empty();
        }
        Map<String, String> settings = new HashMap<>();
        ResultSet rows = sql.executeQuery("select name, value from setting where name like 'onec.%' and not sealed");
        while (rows.next()) {
            settings.put(rows.getString(1), rows.getString(2));
        }
        return new OneCAddress(
                        settings.getOrDefault("onec.protocol", ""),
                        settings.getOrDefault("onec.host", ""),
                        settings.getOrDefault("onec.port", ""),
                        settings.getOrDefault("onec.path", ""),
                        "",
                        "")
                .base()
                .map(base -> base.resolve("TestRequest"));
    }

    private static Optional<URI> amo(Statement sql) throws SQLException {
        if (!exists(sql, "amo_account")) {
            return Optional.empty();
        }
        ResultSet row = sql.executeQuery("select base from amo_account");
        @Nullable String base = row.next() ? row.getString(1) : null;
        return Optional.ofNullable(base).map(URI::create);
    }

    /** Before the first start of a service there is no table. */
    private static boolean exists(Statement sql, String table) throws SQLException {
        ResultSet row = sql.executeQuery("select to_regclass('" + table + "') is not null");
        row.next();
        return row.getBoolean(1);
    }
}
