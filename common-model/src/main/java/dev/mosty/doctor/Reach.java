package dev.mosty.doctor;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether another system answers from here at all, whatever it says, and whether its clock agrees. */
record Reach(Sentences say) {

    /**
     * @param name of the other system, for the sentences
     * @param address which is asked without any login
     */
    List<Finding> findings(String name, URI address) throws InterruptedException {
        List<Finding> findings = new ArrayList<>();
        // Where it is, without a path that may be a secret.
        String shown = address.getScheme() + "://" + address.getAuthority();
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(address).timeout(Health.PATIENCE).build();
            HttpResponse<Void> answer = Health.CLIENT.send(request, BodyHandlers.discarding());
            Instant now = Instant.now();
            findings.add(say.well("reach", name, shown, Integer.toString(answer.statusCode())));
            date(answer)
                    .map(theirs -> new Clock(now, say).against(name, theirs))
                    .ifPresent(findings::add);
        } catch (IOException e) {
            findings.add(say.wrong("reach-not", name, shown, new Failure(e).why(say)));
        }
        return findings;
    }

    private static Optional<Instant> date(HttpResponse<?> answer) {
        return answer.headers().firstValue("Date").flatMap(text -> {
            try {
                return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text)));
            } catch (DateTimeException e) {
                // A clock that tells no time is none to compare with.
                return Optional.empty();
            }
        });
    }
}
