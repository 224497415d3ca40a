package dev.mosty.web;

import dev.mosty.settings.Misconfigured;
import io.quarkus.runtime.QuarkusBindException;
import io.smallrye.config.ConfigValidationException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.flywaydb.core.api.exception.FlywayValidateException;

/**
 * Turns a failed start into sentences for the person who set the service up. The patterns are SmallRye Config's
 * messages (SRCFG00011, 14, 29 to 32, 39, 40, 41, 49), which reach us only as text.
 */
record StartFault(List<String> sentences, int exitCode) {
    /** EX_CONFIG of sysexits.h. */
    static final int WRONG_CONFIGURATION = 78;

    private static final Pattern BAD_VALUE = Pattern.compile(
            "The config property (\\S+) with the config value \"(.*)\" threw an Exception whilst being converted(.*)",
            Pattern.DOTALL);
    private static final Pattern MISSING = Pattern.compile("The config property (\\S+) is required but");
    private static final Pattern EMPTY =
            Pattern.compile("The config property (\\S+) (?:is defined as the empty|with )");
    private static final Pattern NO_EXPANSION = Pattern.compile("Could not expand value (\\S+) in property");
    private static final Pattern BAD_PROPERTY =
            Pattern.compile("Failed to load config value of type (?:class |interface )?(\\S+) for: (\\S+)");
    private static final Pattern ENUM = Pattern.compile("to enum .*, allowed values: (\\S+)");

    /** Empty if the failure is a fault of the program, which needs its stack trace. */
    static Optional<StartFault> of(Throwable failure) {
        List<Throwable> chain = chain(failure);
        for (Throwable cause : chain) {
            switch (cause) {
                case Misconfigured wrong -> {
                    return Optional.of(new StartFault(List.of(message(wrong)), WRONG_CONFIGURATION));
                }
                case ConfigValidationException invalid -> {
                    return Optional.of(new StartFault(sentences(invalid), WRONG_CONFIGURATION));
                }
                case QuarkusBindException bind -> {
                    return Optional.of(new StartFault(
                            List.of("QUARKUS_HTTP_PORT: the port " + bind.getPort() + " is taken by another program."),
                            1));
                }
                case FlywayValidateException migration -> {
                    return Optional.of(new StartFault(
                            List.of("The database's tables are not what this version expects: "
                                    + firstLines(migration)),
                            WRONG_CONFIGURATION));
                }
                default -> {}
            }
        }
        return chain.stream()
                .map(StartFault::sentence)
                .flatMap(Optional::stream)
                .findFirst()
                .map(sentence -> new StartFault(List.of(sentence), WRONG_CONFIGURATION))
                .or(() -> databaseAway(chain));
    }

    private static List<String> sentences(ConfigValidationException invalid) {
        List<String> sentences = new ArrayList<>();
        for (int i = 0; i < invalid.getProblemCount(); i++) {
            String message = invalid.getProblem(i).getMessage();
            sentences.add(sentence(message).orElse(message));
        }
        return sentences;
    }

    private static Optional<String> sentence(Throwable cause) {
        return sentence(message(cause));
    }

    static Optional<String> sentence(String message) {
        Matcher bad = BAD_VALUE.matcher(message);
        if (bad.find()) {
            return Optional.of(badValue(SecretFiles.variable(bad.group(1)), bad.group(2), bad.group(3)));
        }
        Matcher missing = MISSING.matcher(message);
        if (missing.find()) {
            return Optional.of(SecretFiles.variable(missing.group(1)) + ": is not set.");
        }
        Matcher empty = EMPTY.matcher(message);
        if (empty.find()) {
            return Optional.of(SecretFiles.variable(empty.group(1)) + ": is empty.");
        }
        Matcher property = BAD_PROPERTY.matcher(message);
        if (property.find()) {
            return Optional.of(SecretFiles.variable(property.group(2)) + ": is not set or not "
                    + expected(property.group(1)) + ".");
        }
        Matcher expansion = NO_EXPANSION.matcher(message);
        if (expansion.find()) {
            return Optional.of(SecretFiles.variable(expansion.group(1)) + ": is not set.");
        }
        return Optional.empty();
    }

    private static String badValue(String variable, String value, String why) {
        String shown = StartSummary.isSecret(variable) ? "its value" : "\"" + value + "\"";
        return variable + ": " + shown + " is not " + expected(why) + ".";
    }

    private static String expected(String why) {
        Matcher allowed = ENUM.matcher(why);
        if (allowed.find()) {
            return "one of " + allowed.group(1).replace(",", ", ");
        }
        if (why.contains("Expected an integer") || why.contains("Expected a long") || why.equals("int")) {
            return "a whole number";
        }
        if (why.contains("Expected a double") || why.contains("Expected a float")) {
            return "a number";
        }
        if (why.contains("Duration") || why.contains("duration")) {
            return "a duration such as 15s, 10m or 1h";
        }
        return "a value that it can have";
    }

    private static Optional<StartFault> databaseAway(List<Throwable> chain) {
        boolean away = chain.getLast() instanceof ConnectException || chain.getLast() instanceof UnknownHostException;
        return chain.stream()
                .filter(SQLException.class::isInstance)
                .map(SQLException.class::cast)
                .map(e -> e.getSQLState() == null ? "" : e.getSQLState())
                .filter(state -> away || isFinal(state))
                .findFirst()
                .flatMap(StartFault::ofDatabase);
    }

    /** Whether waiting will not help: the login is refused (class 28), or there is no such database (3D000). */
    static boolean isFinal(String sqlState) {
        return sqlState.startsWith("28") || sqlState.equals("3D000");
    }

    static StartFault transactionPooler() {
        return new StartFault(
                List.of(
                        "DB_URL: leads through a pooler that lends connections by the transaction (pgbouncer's pool_mode"
                                + " = transaction); point it at PostgreSQL itself, or at a pool in session mode."),
                WRONG_CONFIGURATION);
    }

    static Optional<StartFault> ofDatabase(String sqlState) {
        if (sqlState.startsWith("28")) {
            String refused = "DB_USER, DB_PASSWORD: the database refuses this login.";
            return Optional.of(new StartFault(List.of(refused), WRONG_CONFIGURATION));
        }
        if (sqlState.equals("3D000")) {
            String missing = "DB_URL: there is no such database.";
            return Optional.of(new StartFault(List.of(missing), WRONG_CONFIGURATION));
        }
        return Optional.of(new StartFault(List.of("DB_URL: the database cannot be reached."), 1));
    }

    private static List<Throwable> chain(Throwable failure) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable cause = failure; cause != null && chain.size() < 50; cause = cause.getCause()) {
            chain.add(cause);
        }
        return chain;
    }

    /** Its message has a heading, and the first migration that does not fit below it. */
    private static String firstLines(FlywayValidateException migration) {
        return message(migration)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .limit(2)
                .collect(Collectors.joining(": "));
    }

    private static String message(Throwable cause) {
        return cause.getMessage() == null ? "" : cause.getMessage();
    }
}
