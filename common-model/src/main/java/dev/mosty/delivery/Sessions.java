package dev.mosty.delivery;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** Opens raw connections outside the pool: a lease must not be handed back to a pool nor wait for one. */
public record Sessions(String url, String user, String password) {

    /** Closed by whoever opened it. */
    public Connection open(String applicationName) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("ApplicationName", applicationName);
        properties.setProperty("connectTimeout", "5");
        // A dead network must not keep a holder believing: the longest silence between two touches, and some.
        properties.setProperty("socketTimeout", "5");
        properties.setProperty("tcpKeepAlive", "true");
        return DriverManager.getConnection(url, properties);
    }

    @Override
    public String toString() {
        return "Sessions[" + url + ", " + user + "]";
    }
}
