package dev.mosty.admin.testsupport;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A browser with its cookies: it asks for pages, sends forms from our own origin, and follows no redirect unasked. */
public final class Browser {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI home;
    private final Map<String, String> cookies = new LinkedHashMap<>();

    /** @param home the address of the service under test, such as {@code http://localhost:8081/} */
    public Browser(URI home) {
        this.home = home;
    }

    /** An answer, its page as text. */
    public record Answer(HttpResponse<String> response) {
        public int status() {
            return response.statusCode();
        }

        public String page() {
            return response.body();
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        /** Where it leads. */
        public String location() {
            return header("Location");
        }
    }

    public Answer get(String path) {
        return send(request(path).header("Accept", "text/html,*/*").GET());
    }

    /** A form of a page of ours. Names and values in turn. */
    public Answer post(String path, String... fields) {
        return send(form(path, fields).header("Origin", origin()).header("Accept", "text/html,*/*"));
    }

    /** A form with no header but those that are given: to add what is to be tried. */
    public HttpRequest.Builder form(String path, String... fields) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < fields.length; i += 2) {
            values.put(fields[i], fields[i + 1]);
        }
        String body = values.entrySet().stream()
                .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
                .collect(Collectors.joining("&"));
        return request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body));
    }

    /** With the cookies. */
    public HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(home.resolve(path));
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        return request;
    }

    /** Keeps the cookies that come. */
    public Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
            response.headers().allValues("Set-Cookie").forEach(this::keep);
            return new Answer(response);
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Of a form that the service shows itself. */
    public String origin() {
        return "http://" + home.getAuthority();
    }

    public Optional<String> cookie(String name) {
        return Optional.ofNullable(cookies.get(name));
    }

    public void setCookie(String name, String value) {
        cookies.put(name, value);
    }

    private void keep(String header) {
        String pair = header.substring(0, (header + ";").indexOf(';'));
        String name = pair.substring(0, pair.indexOf('='));
        String value = pair.substring(pair.indexOf('=') + 1).replace("\"", "");
        if (value.isEmpty()) {
            cookies.remove(name);
        } else {
            cookies.put(name, value);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
