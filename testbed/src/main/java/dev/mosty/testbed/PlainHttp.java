package dev.mosty.testbed;

import java.net.http.HttpClient;
import java.time.Duration;

/**
 * Speaks HTTP/1.1, as everybody does to our services. Left to itself the JDK's client asks each server to go over to
 * HTTP/2 (h2c), and under load requests break off in that change.
 */
public final class PlainHttp {
    private PlainHttp() {}

    public static HttpClient client() {
        return client(Duration.ofSeconds(5));
    }

    /** @param connecting how long it may take to connect */
    public static HttpClient client(Duration connecting) {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(connecting)
                .build();
    }
}
