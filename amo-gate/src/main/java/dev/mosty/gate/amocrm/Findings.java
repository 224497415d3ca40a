package dev.mosty.gate.amocrm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;

/** What a person should know about the channel's configuration, kept with the channel for every replica to show. */
@Singleton
public class Findings {
    private static final Logger LOG = Logger.getLogger(Findings.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Jdbi jdbi;

    Findings(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    void report(List<String> sentences) {
        sentences.forEach(LOG::warn);
        try {
            var text = JSON.writeValueAsString(sentences);
            jdbi.useHandle(handle ->
                    handle.execute("update channel set findings = ?::jsonb where name = ?", text, AmoChannel.NAME));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a list of sentences is always JSON", e);
        }
    }

    List<String> read() {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select array(select jsonb_array_elements_text(findings)) from channel where name = :name")
                .bind("name", AmoChannel.NAME)
                .mapTo(String[].class)
                .findOne()
                .map(Arrays::asList)
                .orElse(List.of()));
    }
}
