package dev.mosty.testbed.launcher;

import dev.mosty.testbed.PlainHttp;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Whether a service can work; why it cannot, {@code ./suite doctor} says. */
public final class Ready {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final HttpClient CLIENT = PlainHttp.client(PATIENCE);

    private Ready() {}

    public static boolean is(Service service, Suite suite) throws InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(suite.ready(service)).timeout(PATIENCE).build();
        try {
            return CLIENT.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            // Not there yet, or no longer.
            return false;
        }
    }
}
