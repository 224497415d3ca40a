package dev.mosty.bitrix;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasLength;
import static org.hamcrest.Matchers.hasSize;

import dev.mosty.testsupport.PostgresResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What 1C relies on, over real HTTP and a real database, while no portal is connected. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(Neighbours.class)
@SuppressWarnings("NullAway.Init") // Quarkus sets the field.
class EntityHttpTest {
    private static final String CONTACT = "{'entity':'contact','originId':'C','fields':{'NAME':'Анна'}}";

    @Inject
    Jdbi jdbi;

    @BeforeEach
    void nothingIsKeptYet() {
        jdbi.useTransaction(tx -> {
            tx.execute("delete from delivery_lane");
            tx.execute("delete from delivery");
            tx.execute("delete from bitrix_run");
            tx.execute("delete from bitrix_trial");
            tx.execute("delete from request_log");
        });
    }

    private static ValidatableResponse post(String query, String body) {
        return given().header("Authorization", "Bearer " + Neighbours.TOKEN)
                .contentType("application/json")
                .body(body.replace('\'', '"'))
                .post("/v1/entities" + query)
                .then();
    }

    private long count(String table) {
        return jdbi.withHandle(handle ->
                handle.select("select count(*) from " + table).mapTo(Long.class).one());
    }

    @Test
    void aPostIsDurableBeforeItIsAnswered() {
        var run = post("", "[" + CONTACT + "]").statusCode(202).extract().path("run");

        assertThat(count("bitrix_run where id = '" + run + "' and total = 1")).isEqualTo(1);
        assertThat(count("delivery where channel = 'bitrix' and key = 'contact/c'"))
                .isEqualTo(1);
    }

    @Test
    void aRunTellsItsProgressAndWhatStoodTwiceInIt() {
        String run = post("", "[" + CONTACT + ",{'entity':'contact','originId':'c'}]")
                .statusCode(202)
                .extract()
                .path("run");
        jdbi.useHandle(handle -> handle.execute(
                "update bitrix_run_item set result = 'ok', value = '7', finished_at = now() where position = 0"));

        given().header("Authorization", "Bearer " + Neighbours.TOKEN)
                .get("/v1/runs/" + run)
                .then()
                .statusCode(200)
                .body("state", equalTo("running"))
                .body("total", equalTo(2))
                .body("done", equalTo(1))
                .body("progress", equalTo(0.5f))
                .body("results", hasSize(1))
                .body("results[0].originId", equalTo("C"))
                .body("results[0].result", equalTo("ok"))
                .body("results[0].value", equalTo("7"))
                .body("results[0].supersededBy", equalTo(1))
                .body("waiting[0].index", equalTo(1));
    }

    @Test
    void whoeverWaitsForARunThatDoesNotEndIsToldItsName() {
        post("?wait=1s", CONTACT).statusCode(202).body("run", hasLength(36));
    }

    @Test
    void aRunOfNothingHasEnded() {
        post("?wait=5s", "[]").statusCode(200).body("state", equalTo("done")).body("total", equalTo(0));
    }

    @Test
    void aWrongShapeStoresNothing() {
        post("", "[" + CONTACT + ",{'entity':'contact','originId':'2','fields':{'name':1}}]")
                .statusCode(400)
                .body("error", equalTo("Entity 1, the field \"fields.name\" is not a field's name."));
        post("", "{'entity':").statusCode(400).body("error", containsString("not JSON"));
        post("", "").statusCode(400);
        post("?wait=soon", CONTACT).statusCode(400).body("error", containsString("wait"));
        post("?dryRun=maybe", CONTACT).statusCode(400).body("error", containsString("dryRun"));
        assertThat(count("bitrix_run")).isZero();
        assertThat(count("delivery")).isZero();
    }

    @Test
    void aWrongTokenIs401AndAnUnknownRun404() {
        given().contentType("application/json")
                .body("[]")
                .post("/v1/entities")
                .then()
                .statusCode(401);
        given().header("Authorization", "Bearer wrong").get("/v1/runs/x").then().statusCode(401);
        for (var id : new String[] {"x", "00000000-0000-4000-8000-000000000000", "1-1-1-1-1"}) {
            given().header("Authorization", "Bearer " + Neighbours.TOKEN)
                    .get("/v1/runs/" + id)
                    .then()
                    .statusCode(404)
                    .body("error", equalTo("there is no such run"));
        }
    }

    @Test
    void whoeverGuessesTheTokenMustWaitAndWhoHasPassedBeforeMustNot() {
        var guesser = "203.0.113.7";
        from(guesser, Neighbours.TOKEN).statusCode(404);
        for (int i = 0; i < 11; i++) {
            from(guesser, "no" + i).statusCode(401).body("error", equalTo("the token of 1C is missing or wrong"));
        }

        from(guesser, "one more")
                .statusCode(429)
                .header("Retry-After", "1")
                .body("error", equalTo("too many wrong tokens came from this address; try again in 1 s"));
        from(guesser, Neighbours.TOKEN).statusCode(404);
    }

    private static ValidatableResponse from(String address, String token) {
        return given().header("X-Forwarded-For", address)
                .header("Authorization", "Bearer " + token)
                .get("/v1/runs/x")
                .then();
    }

    private String logged(String column) {
        return jdbi.withHandle(
                handle -> handle.select("select " + column + " from request_log where service = 'bitrix-sync'")
                        .mapTo(String.class)
                        .one());
    }

    @Test
    void aPostIsARowOfTheRequestLogWithoutWhatPeopleAreCalled() {
        var run = post(
                        "?wait=1ms",
                        "{'entity':'contact','originId':'C','fields':{'NAME':'Анна','PHONE':['89991234567']}}")
                .statusCode(202)
                .extract()
                .path("run");

        assertThat(logged("method || ' ' || url || ' ' || status")).isEqualTo("POST /v1/entities?wait=1ms 202");
        assertThat(logged("request"))
                .isEqualTo(
                        "{'entity':'contact','originId':'C','fields':{'NAME':'А.','PHONE':'***'}}".replace('\'', '"'));
        assertThat(logged("answer")).isEqualTo("{\"run\":\"" + run + "\"}");
    }

    @Test
    void aPriceListIsCutInTheLogAndItsSizeSaid() {
        var list = IntStream.range(0, 300)
                .mapToObj(i -> "{'entity':'product','originId':'%d','fields':{'DESCRIPTION':'%s'}}"
                        .formatted(i, "x".repeat(200)))
                .collect(Collectors.joining(",", "[", "]"));

        post("", list).statusCode(202);

        assertThat(logged("request")).hasSizeLessThan(20_100).endsWith("… (" + list.length() + " characters in all)");
    }

    @Test
    void withoutAPortalTheChannelRestsAndSaysWhatToSet() {
        await().until(() -> count("channel where name = 'bitrix' and pause_code = 'not-configured'"
                        + " and pause_reason like '%BITRIX_PORTAL, BITRIX_WEBHOOK%'")
                == 1);
        given().get("/q/health/ready")
                .then()
                .statusCode(200)
                .body("checks.find { it.name == 'Bitrix24' }.data.state", equalTo("not configured"));
    }

    private void tries(String run, String item, boolean dry) {
        jdbi.useHandle(handle -> handle.execute(
                "insert into bitrix_trial (run, item, dry, asked_by) values (?::uuid, ?, ?, 'root')",
                run,
                item.replace('\'', '"'),
                dry));
    }

    @Test
    void whatAPersonTriesOnThePageBecomesARunOfThatNumber() {
        tries("00000000-0000-0000-0000-000000000001", CONTACT, true);

        await().until(() -> count("bitrix_trial") == 0);

        assertThat(count("bitrix_run where id = '00000000-0000-0000-0000-000000000001' and dry and source = 'form'"
                        + " and asked_by = 'root'"))
                .isEqualTo(1);
        assertThat(count("delivery where kind = 'dry' and key like 'dry/%/contact/c'"))
                .isEqualTo(1);
    }

    @Test
    void aTryOfAWrongShapeStaysWithTheSentenceThatOneCWouldGet() {
        tries("00000000-0000-0000-0000-000000000002", "{'entity':'cat','originId':'C'}", false);

        await().until(() -> count("bitrix_trial where refused is not null") == 1);

        assertThat(count("bitrix_trial where item <> '' and refused like 'Entity 0, the field \"entity\" must be %'"))
                .isEqualTo(1);
        assertThat(count("bitrix_run")).isZero();
    }
}
