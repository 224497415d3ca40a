package dev.mosty.bitrix.intake;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import dev.mosty.bitrix.BitrixConfig;
import dev.mosty.delivery.DeliveryEngine;
import dev.mosty.delivery.Sessions;
import dev.mosty.testsupport.Database;
import dev.mosty.web.Outbound;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** 1C is asked for what it changed, over real HTTP into a real database. */
class ChangesTest {
    private static final Outbound OUTBOUND = new Outbound(Vertx.vertx());
    private static final String CHANGES = "/hs/bitrix/changes";

    private final WireMockServer onec =
            new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));
    private final Database database = Database.migrated();
    private final DeliveryEngine engine = new DeliveryEngine(
            database.jdbi(), new Sessions(database.url(), database.user(), ""), new SimpleMeterRegistry(), "test");

    @BeforeEach
    void start() {
        onec.start();
    }

    @AfterEach
    void stop() {
        engine.close();
        onec.stop();
        database.close();
    }

    private void look() {
        var config = new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(BitrixConfig.class)
                .withMapping(ChangesConfig.class)
                .withSources(new PropertiesConfigSource(
                        Map.of(
                                "onec.changes.url", onec.baseUrl() + CHANGES,
                                "onec.changes.user", "Обмен",
                                "onec.changes.password", "secret",
                                "onec.changes.page", "2",
                                "onec.changes.timeout", "2s"),
                        "test",
                        400))
                .build();
        var runs = new Runs(database.jdbi(), engine, config.getConfigMapping(BitrixConfig.class));
        new Changes(database.jdbi(), OUTBOUND, config.getConfigMapping(ChangesConfig.class), runs).look();
    }

    private static String page(long message, boolean more, String... guids) {
        var objects = List.of(guids).stream()
                .map("{\"entity\":\"contact\",\"originId\":\"%s\"}"::formatted)
                .toList();
        return "{\"message\":%d,\"more\":%s,\"entities\":[%s]}".formatted(message, more, String.join(",", objects));
    }

    /** 1C answers with the pages one after another, the last one from then on. */
    private void answers(String... pages) {
        for (int i = 0; i < pages.length; i++) {
            var stub = get(urlPathEqualTo(CHANGES)).willReturn(okJson(pages[i]));
            if (i + 1 < pages.length) {
                stub = stub.inScenario("pages")
                        .whenScenarioStateIs(i == 0 ? Scenario.STARTED : "page " + i)
                        .willSetStateTo("page " + (i + 1));
            } else if (i > 0) {
                stub = stub.inScenario("pages").whenScenarioStateIs("page " + i);
            }
            onec.stubFor(stub);
        }
        onec.stubFor(post(urlEqualTo(CHANGES)).willReturn(okJson("{}")));
    }

    private List<String> texts(String query) {
        return database.jdbi()
                .withHandle(handle -> handle.select(query).mapTo(String.class).list());
    }

    @Test
    void everyPageIsARunAndIsConfirmedAfterItIsStored() {
        answers(page(17, true, "A", "B"), page(18, false, "C"));

        look();

        assertThat(texts("select key from delivery order by id"))
                .containsExactly("contact/a", "contact/b", "contact/c");
        assertThat(texts("select source || ' ' || total from bitrix_run order by total desc"))
                .containsExactly("pull 2", "pull 1");
        onec.verify(2, getRequestedFor(urlEqualTo(CHANGES + "?limit=2")));
        var run = texts("select run::text from bitrix_pull").getFirst();
        onec.verify(postRequestedFor(urlEqualTo(CHANGES))
                .withRequestBody(equalToJson("{\"received\":18,\"run\":\"" + run + "\"}")));
        assertThat(texts("select message || coalesce(problem, '') from bitrix_pull"))
                .containsExactly("18");
    }

    @Test
    void anObjectOfAWrongShapeStandsAsideAndTheRestOfThePageGoesOn() {
        answers("{\"message\":17,\"entities\":[{\"entity\":\"contact\",\"originId\":\"A\"},{\"entity\":\"contact\"},"
                + "{\"entity\":\"contact\",\"originId\":\"B\"}],\"more\":false}");

        look();

        onec.verify(1, postRequestedFor(urlEqualTo(CHANGES)));
        assertThat(texts("select key from delivery where dead_at is null order by id"))
                .containsExactly("contact/a", "contact/b");
        var why = "Entity 1, the field \"originId\" must be a text of 1 to 255 characters that can be written.";
        assertThat(texts("select position || coalesce(result, '') || coalesce(value, '') from bitrix_run_item"
                        + " order by position"))
                .containsExactly("0", "1error" + why, "2");
        assertThat(texts("select last_error || (payload::json ->> 'item') from delivery where dead_at is not null"))
                .containsExactly(why + "{\"entity\":\"contact\"}");
        assertThat(texts("select aside || coalesce(problem, '') from bitrix_pull where aside_run = run"))
                .containsExactly("1");
        assertThat(texts("select total || coalesce(finished_at::text, '') from bitrix_run"))
                .containsExactly("3");
    }

    @Test
    void aPageOfWrongShapesAloneIsARunThatHasEnded() {
        answers("{\"message\":17,\"entities\":[5]}");

        look();

        onec.verify(1, postRequestedFor(urlEqualTo(CHANGES)));
        assertThat(
                        texts(
                                "select value from bitrix_run_item join bitrix_run on id = run where bitrix_run.finished_at is not null"))
                .containsExactly("Entity 0 is not an object.");
    }

    @Test
    void aFailureIsToldOnceWhenItBeginsAndOnceWhenItIsOver() {
        var log = new CopyOnWriteArrayList<String>();
        var handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                log.add(line.getLevel().getName());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        var logger = Logger.getLogger(Changes.class.getName());
        logger.addHandler(handler);
        try {
            onec.stubFor(get(urlPathEqualTo(CHANGES)).willReturn(aResponse().withStatus(503)));
            look();
            var since = texts("select failing_since::text from bitrix_pull where failing_since is not null");
            look();
            assertThat(since).hasSize(1).isEqualTo(texts("select failing_since::text from bitrix_pull"));

            onec.resetAll();
            answers(page(17, false));
            look();
            look();
            assertThat(texts("select 'well' from bitrix_pull where failing_since is null"))
                    .hasSize(1);
        } finally {
            logger.removeHandler(handler);
        }
        assertThat(log).hasSize(2).first().asString().startsWith("WARN");
    }

    @Test
    void aPageThatComesAgainAfterItsConfirmationEndsTheLook() {
        answers(page(17, true, "A"));

        look();

        assertThat(texts("select id::text from bitrix_run")).hasSize(1);
        assertThat(texts("select problem from bitrix_pull"))
                .containsExactly("1С прислала страницу 17 снова, хотя она подтверждена");
    }

    @Test
    void aOneCThatIsAwayOrRefusesIsToldInASentenceAndAskedAgain() {
        onec.stubFor(get(urlPathEqualTo(CHANGES)).willReturn(aResponse().withStatus(401)));
        look();
        assertThat(texts("select problem from bitrix_pull"))
                .containsExactly("1С не приняла ONEC_CHANGES_USER и ONEC_CHANGES_PASSWORD");

        onec.resetAll();
        answers(page(17, false));
        look();

        assertThat(texts("select coalesce(problem, 'good') from bitrix_pull where good_at is not null"))
                .containsExactly("good");
    }

    @Test
    void whileOneReplicaLooksAnotherDoesNot() {
        answers(page(17, false, "A"));
        database.jdbi()
                .useHandle(handle -> handle.execute("update bitrix_pull set busy_until = now() + interval '1 minute'"));

        look();

        onec.verify(0, getRequestedFor(urlPathEqualTo(CHANGES)));
    }

    /** It was frozen for longer than its turn lasts; what another replica stored meanwhile may be newer. */
    @Test
    void whoseTurnHasPassedStoresAndConfirmsNothing() throws InterruptedException {
        onec.stubFor(get(urlPathEqualTo(CHANGES))
                .willReturn(okJson(page(17, false, "A")).withFixedDelay(1_000)));
        var late = Thread.ofVirtual().start(this::look);
        await().until(() ->
                !texts("select 1 from bitrix_pull where turn is not null").isEmpty());
        database.jdbi()
                .useHandle(handle ->
                        handle.execute("update bitrix_pull set turn = gen_random_uuid(), problem = 'theirs'"));
        late.join();

        assertThat(texts("select id::text from bitrix_run")).isEmpty();
        assertThat(texts("select problem from bitrix_pull where busy_until > now()"))
                .containsExactly("theirs");
        onec.verify(1, getRequestedFor(urlPathEqualTo(CHANGES)));
        onec.verify(0, postRequestedFor(urlPathEqualTo(CHANGES)));
    }
}
