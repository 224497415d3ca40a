package dev.mosty.testbed.pbx;

import dev.mosty.testbed.simulation.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/** Smart transfers whose answers are known from the counterparties of the simulated 1C. */
public record Transfers(Bridge bridge) {

    public record Result(int asked, int right) {}

    public Result ask() throws InterruptedException {
        Map<String, String> answers = new LinkedHashMap<>();
        answers.put("89991234567", "100");
        answers.put("79000000002", "101");
        answers.put("74950001020", "102");
        // Nobody is responsible; two are; nobody knows the number; there is none.
        answers.put("79000000003", "");
        answers.put("79000077777", "");
        answers.put("70009999999", "");
        answers.put("", "");
        int right = 0;
        for (Map.Entry<String, String> each : answers.entrySet()) {
            Bridge.Answer answer = bridge.tell(Wording.whose(each.getKey()));
            boolean named = Json.read(answer.body())
                    .map(body -> body.path("responsible"))
                    .filter(ext -> ext.isTextual() && ext.asText().equals(each.getValue()))
                    .isPresent();
            right += answer.well() && named ? 1 : 0;
        }
        return new Result(answers.size(), right);
    }
}
