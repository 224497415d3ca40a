package dev.mosty.testbed.demo;

import dev.mosty.testbed.launcher.Complaint;
import dev.mosty.testbed.launcher.Suite;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.regex.Pattern;

/** The tokens of a running suite: the person's own, or those that the first start made. */
record Tokens(Suite suite) {

    Optional<String> named(String variable) {
        return given(variable).or(() -> first(variable));
    }

    Optional<String> given(String variable) {
        return Optional.ofNullable(suite.environment().get(variable)).filter(token -> !token.isBlank());
    }

    /** The services write the line {@code … (ONEC_TOKEN): <token>}. */
    private Optional<String> first(String variable) {
        try {
            return Files.exists(suite.firstLogin())
                    ? Pattern.compile("\\(" + Pattern.quote(variable) + "\\):?\\s+(\\S+)")
                            .matcher(Files.readString(suite.firstLogin()))
                            .results()
                            .map(found -> found.group(1))
                            .findFirst()
                    : Optional.empty();
        } catch (IOException e) {
            throw new Complaint(1, suite.firstLogin() + ": " + e.getMessage());
        }
    }
}
