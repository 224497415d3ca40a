package dev.mosty.testbed.chaos;

import dev.mosty.testbed.launcher.Stand;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What the database says in the end. */
record Rows(Stand stand) {

    /** The one number that the query gives. */
    long number(String query) throws IOException, SQLException {
        return Long.parseLong(texts(query).getFirst());
    }

    /** The first column. */
    List<String> texts(String query) throws IOException, SQLException {
        try (Connection database = stand.database();
                Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        }
    }
}
