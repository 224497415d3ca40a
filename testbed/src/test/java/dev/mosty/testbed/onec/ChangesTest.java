package dev.mosty.testbed.onec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosty.testbed.onec.Receptionist.Answer;
import dev.mosty.testbed.simulation.Fault;
import dev.mosty.testbed.simulation.FaultEffect;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The register of changes as bitrix-sync asks for it: nothing is forgotten before it is confirmed. */
class ChangesTest {
    private static final String PATH = OneCOptions.CHANGES_PATH;

    @AutoClose
    private final OneCSimulator oneC = OneCSimulator.start(OneCOptions.inMemory());

    @AutoClose
    private final Receptionist sync = new Receptionist(oneC);

    @TempDir
    private Path folder;

    private static String contact(String guid, String name) {
        return "{\"entity\":\"contact\",\"originId\":\"%s\",\"fields\":{\"NAME\":\"%s\"}}".formatted(guid, name);
    }

    private void change(String objects) {
        assertThat(sync.send("POST", "/sim/changes", objects).status()).isEqualTo(200);
    }

    private Answer page(int limit) {
        return sync.send("GET", PATH + "?limit=" + limit, "");
    }

    private Answer confirm(long message) {
        return sync.send("POST", PATH, "{\"received\":%d,\"run\":\"r-%d\"}".formatted(message, message));
    }

    private static List<String> names(JsonNode page) {
        return StreamSupport.stream(page.path("entities").spliterator(), false)
                .map(each -> each.at("/fields/NAME").asText())
                .toList();
    }

    private JsonNode register() {
        return sync.send("GET", "/sim/changes", "").body();
    }

    @Test
    void aPageIsAskedForAgainUntilItIsConfirmed() {
        change("[" + contact("a", "Анна") + "," + contact("b", "Борис") + "]");
        JsonNode first = page(1).body();
        assertThat(first.path("message").asLong()).isEqualTo(1);
        assertThat(first.path("more").asBoolean()).isTrue();
        assertThat(names(first)).containsExactly("Анна");

        JsonNode again = page(5).body();
        assertThat(again.path("message").asLong()).isEqualTo(2);
        assertThat(again.path("more").asBoolean()).isFalse();
        assertThat(names(again)).containsExactly("Анна", "Борис");

        assertThat(confirm(2).text()).isEqualTo("{\"received\":2}");
        assertThat(names(page(5).body())).isEmpty();
        assertThat(register().path("confirmed").asLong()).isEqualTo(2);
        assertThat(register().path("runs").path(0).asText()).isEqualTo("r-2");
    }

    @Test
    void anObjectStandsInTheRegisterOnceAndAsItIsNow() {
        change(contact("A", "Анна"));
        change(contact("b", "Борис"));
        change(contact("a", "Анна Петровна"));
        assertThat(names(page(5).body())).containsExactly("Борис", "Анна Петровна");
    }

    @Test
    void whatChangesBetweenAPageAndItsConfirmationStays() {
        change(contact("a", "Анна"));
        page(5);
        change(contact("a", "Анна Петровна"));
        assertThat(confirm(1).status()).isEqualTo(200);
        assertThat(names(page(5).body())).containsExactly("Анна Петровна");
    }

    @Test
    void aConfirmationMayComeTwiceAndTakesEarlierPagesWithIt() {
        change("[" + contact("a", "Анна") + "," + contact("b", "Борис") + "]");
        page(1);
        page(1);
        assertThat(confirm(2).status()).isEqualTo(200);
        assertThat(confirm(1).status()).isEqualTo(200);
        assertThat(register().path("received").asLong()).isEqualTo(2);
        assertThat(names(page(5).body())).containsExactly("Борис");
    }

    @Test
    void aPageThatWasNeverSentCannotBeConfirmed() {
        change(contact("a", "Анна"));
        page(5);
        Answer refused = confirm(2);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.error()).isEqualTo("Сообщение с таким номером не отправлялось");
        assertThat(register().path("registered")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "{}", "{\"received\":\"1\"}", "{\"received\":0}", "{\"received\":1e30}"})
    void aConfirmationWithoutANumberIsRefused(String body) {
        assertThat(sync.send("POST", PATH, body).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?limit=", "?limit=0", "?limit=-1", "?limit=5001", "?limit=ten", "?limit=1&limit=x"})
    void aPageHasFromOneToFiveThousand(String query) {
        Answer answer = sync.send("GET", PATH + query, "");
        if (query.endsWith("x")) {
            // 1C, too, takes the first of two.
            assertThat(answer.status()).isEqualTo(200);
        } else {
            assertThat(answer.error()).isEqualTo("Параметр limit должен быть числом от 1 до 5000");
        }
    }

    @Test
    void aRefusalMayBeAnExceptionOfThePlatform() {
        oneC.knobs().refusals = FaultEffect.Body.TEXT;
        Answer answer = confirm(7);
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.text()).isEqualTo("Сообщение с таким номером не отправлялось");
    }

    @Test
    void itIsPublishedAsTheExtensionIs() {
        assertThat(new Receptionist(oneC)
                        .as("admin:wrong")
                        .send("GET", PATH + "?limit=1", "")
                        .status())
                .isEqualTo(401);
        assertThat(sync.send("PUT", PATH, "{}").status()).isEqualTo(405);
        assertThat(sync.send("GET", PATH + "/other", "").status()).isEqualTo(404);
        oneC.knobs().compiles = false;
        assertThat(page(1).status()).isEqualTo(500);
        oneC.knobs().published = false;
        assertThat(page(1).status()).isEqualTo(404);
        oneC.knobs().reset();
        oneC.knobs().down = true;
        assertThatThrownBy(() -> page(1)).isInstanceOf(UncheckedIOException.class);
        assertThat(oneC.calls().reading().pages()).isZero();
    }

    @Test
    void aConfirmationWhoseAnswerIsLostWasTaken() {
        change(contact("a", "Анна"));
        page(5);
        oneC.faults().add(Fault.next(1, new FaultEffect.ApplyThenReset()).on("POST", PATH));
        assertThatThrownBy(() -> confirm(1)).isInstanceOf(UncheckedIOException.class);
        assertThat(names(page(5).body())).isEmpty();
        assertThat(oneC.calls().reading().confirmations()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "[7]", "{\"entity\":\"contact\"}", "{\"originId\":\"a\"}"})
    void whatIsNoObjectIsNotRegisteredAndNothingBesideIt(String wrong) {
        String all = "[" + contact("a", "Анна") + "," + wrong + "]";
        assertThat(sync.send("POST", "/sim/changes", all).status()).isEqualTo(400);
        assertThat(register().path("registered")).isEmpty();
    }

    @Test
    void theRegisterOutlivesARestartAndNumbersGoOn() {
        OneCOptions options = OneCOptions.inMemory().keptIn(folder.resolve("1c.json"));
        try (OneCSimulator before = OneCSimulator.start(options);
                Receptionist asking = new Receptionist(before)) {
            asking.send("POST", "/sim/changes", "[" + contact("a", "Анна") + "," + contact("b", "Борис") + "]");
            asking.send("GET", PATH + "?limit=1", "");
        }
        try (OneCSimulator after = OneCSimulator.start(options);
                Receptionist asking = new Receptionist(after)) {
            asking.send("POST", PATH, "{\"received\":1,\"run\":\"r\"}");
            JsonNode page = asking.send("GET", PATH + "?limit=5", "").body();
            assertThat(names(page)).containsExactly("Борис");
            assertThat(page.path("message").asLong()).isEqualTo(2);
        }
    }

    @Test
    void aResetIsAnExchangePlanThatBegins() {
        change(contact("a", "Анна"));
        page(5);
        oneC.reset();
        assertThat(register().path("registered")).isEmpty();
        assertThat(confirm(1).status()).isEqualTo(400);
    }
}
