package dev.mosty.gate.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.mosty.settings.Misconfigured;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetTest {
    private static final String URL = "https://hooks.example.org/s3cret-path?key=s3cret";

    @Test
    void readsWhatTheContractShows() {
        var targets =
                Target.parse("[{\"on\":[\"add\"],\"tag\":\"tilda\",\"url\":\"" + URL + "\",\"secret\":\"s3cret\"}]");

        assertThat(targets).hasSize(1);
        var target = targets.getFirst();
        assertThat(target.on()).isEqualTo(Set.of("add"));
        assertThat(target.tag()).contains("tilda");
        assertThat(target.url()).hasToString(URL);
        assertThat(target.secret()).contains("s3cret");
        assertThat(target.channel()).matches("webhook:hooks\\.example\\.org:[0-9a-f]{8}");
        assertThat(target.toString()).doesNotContain("s3cret");
    }

    @Test
    void twoTargetsAtOneHostAreTwoChannels() {
        var targets = Target.parse(
                "[{\"url\":\"https://a.example/1\"},{\"url\":\"https://a.example/2\"},"
                        + "{\"url\":\"https://a.example/1\",\"tag\":\"x\"},{\"url\":\"https://a.example/1\",\"on\":[\"add\"]}]");

        assertThat(targets.stream().map(Target::channel).distinct()).hasSize(4);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            [                                                | is not JSON
            {}                                               | must be an array
            [{}]                                             | element 0 has no http or https url
            [{"url":"ftp://x/"}]                             | element 0 has no http or https url
            [{"url":"https://x/"},{"url":7}]                 | element 1 has no http or https url
            [{"url":"https://x/^"}]                          | element 0 has an url that cannot be read
            [{"url":"https://a_b/"}]                         | element 0 has an url that cannot be read
            [{"url":"https://x/"},{"url":"https://x/"}]      | has the url of element 1 twice
            [{"url":"https://x/","on":"add"}]                | element 0: on must be an array of names
            [{"url":"https://x/","on":[1]}]                  | element 0: on must be an array of names
            [{"url":"https://x/","tag":["a"]}]               | element 0: tag must be text
            [{"url":"https://x/","secret":{"a":1}}]          | element 0: secret must be text
            """)
    void saysWhatIsWrongAndWhere(String json, String why) {
        assertThatThrownBy(() -> Target.parse(json))
                .isInstanceOf(Misconfigured.class)
                .message()
                .startsWith("AMO_WEBHOOK_TARGETS")
                .contains(why)
                .doesNotContain("https://x", "a_b");
    }

    @Test
    void wantsAnEventByItsNameAndTag() {
        var target = Target.parse("[{\"on\":[\"add\",\"status\"],\"tag\":\"tilda\",\"url\":\"" + URL + "\"}]")
                .getFirst();

        assertThat(target.wants(event("add", "tilda", "other"))).isTrue();
        assertThat(target.wants(event("status", "tilda"))).isTrue();
        assertThat(target.wants(event("update", "tilda"))).isFalse();
        assertThat(target.wants(event("add"))).isFalse();
        assertThat(target.wants(event("add", "Tilda"))).isFalse();
    }

    @Test
    void wantsEverythingIfNothingIsSaid() {
        var target = Target.parse("[{\"url\":\"" + URL + "\"}]").getFirst();

        assertThat(target.wants(event("delete"))).isTrue();
    }

    @Test
    void signsAsTheReceiverReckons() {
        // The second test case of RFC 4231.
        assertThat(TargetChannel.sign("Jefe", "what do ya want for nothing?".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }

    private static LeadEvent event(String name, String... tags) {
        return new LeadEvent(
                name, JsonNodeFactory.instance.objectNode(), Map.of(), Map.of(), Set.copyOf(List.of(tags)));
    }
}
