package dev.mosty.testbed.amocrm;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What the cookie of a person's session opens, and what it does not. */
class SessionTest {
    private static final AmoCrmSimulator AMO = AmoCrmSimulator.start(SimulatorOptions.inMemory());
    private static final String LEAD = "/api/v4/leads/23392663";

    @AfterAll
    static void stop() {
        AMO.close();
    }

    @Test
    void aSessionReadsALeadWithItsMainContactPastTheMeter() {
        given().baseUri(AMO.baseUrl())
                .cookie("session_id", "manager")
                .get(LEAD + "?with=contacts")
                .then()
                .statusCode(200)
                .body("_embedded.contacts[0].id", equalTo(33501001))
                .body("_embedded.contacts[0].is_main", equalTo(true))
                .body("_embedded.companies[0].id", equalTo(44501001));
        given().baseUri(AMO.baseUrl())
                .cookie("session_id", "manager")
                .get("/api/v4/contacts/33501001")
                .then()
                .statusCode(200)
                .body("name", equalTo("Соколова Анна Викторовна"));
        given().baseUri(AMO.baseUrl())
                .cookie("session_id", "manager")
                .get("/api/v4/contacts/1")
                .then()
                .statusCode(204);
    }

    @Test
    void withoutASessionTheApiWantsItsToken() {
        given().baseUri(AMO.baseUrl()).get(LEAD).then().statusCode(401);
        given().baseUri(AMO.baseUrl()).get("/api/v4/contacts/33501001").then().statusCode(401);
        given().baseUri(AMO.baseUrl()).post("/card/one-time-token").then().statusCode(401);
    }

    @Test
    void aSessionDoesNotWrite() {
        given().baseUri(AMO.baseUrl())
                .cookie("session_id", "manager")
                .contentType("application/json")
                .body("{\"price\":1}")
                .patch(LEAD)
                .then()
                .statusCode(401);
    }

    @Test
    void aSessionGetsAOneTimeToken() {
        given().baseUri(AMO.baseUrl())
                .cookie("session_id", "manager")
                .post("/card/one-time-token")
                .then()
                .statusCode(200)
                .body("token", matchesPattern("[\\w-]+\\.[\\w-]+\\.[\\w-]+"));
    }
}
