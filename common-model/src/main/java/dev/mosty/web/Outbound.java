package dev.mosty.web;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The one way out over HTTP. {@link #send} blocks its thread, which is meant to be a virtual one, until the call has
 * ended or its deadline has passed; it never throws for what happens on the network. Connections are kept and used
 * again, unless a call wants its own; nothing is retried, redirected or decompressed here.
 */
@Singleton
public final class Outbound implements AutoCloseable {
    /** To one host and port. Callers limit themselves (lanes, semaphores); this only bounds a mistake. */
    private static final int MOST_CONNECTIONS = 64;

    private final Vertx vertx;
    private final HttpClient kept;
    private final HttpClient fresh;

    public Outbound(Vertx vertx) {
        this.vertx = vertx;
        kept = client(vertx, options().setKeepAlive(true));
        fresh = client(vertx, options().setKeepAlive(false));
    }

    private static HttpClientOptions options() {
        return new HttpClientOptions()
                // Under the 60 to 75 s of common servers, so that we close an idle connection before they do.
                .setKeepAliveTimeout(30)
                .setUseAlpn(false)
                .setDecompressionSupported(false)
                .setMaxHeaderSize(32 * 1024)
                .setVerifyHost(true);
    }

    private static HttpClient client(Vertx vertx, HttpClientOptions options) {
        return vertx.httpClientBuilder()
                .with(options)
                // The builder takes no heed of the size in the options, and its own is 5.
                .with(new PoolOptions().setHttp1MaxSize(MOST_CONNECTIONS))
                // What breaks a connection reaches its exchange, which says so; Vert.x would log it as an error too.
                .withConnectHandler(connection -> connection.exceptionHandler(failure -> {}))
                .build();
    }

    /** @throws IllegalArgumentException if a header cannot be sent */
    public Reply send(Call call) {
        long end = System.nanoTime() + call.deadline().toNanos();
        if (call.allowed().isEmpty()) {
            return attempt(call, null, end);
        }
        return switch (resolve(call, end)) {
            case Resolved.None(String why) -> new Reply.NotSent(why);
            case Resolved.To(List<InetAddress> addresses) -> firstThatConnects(call, addresses, end);
        };
    }

    @Override
    @PreDestroy
    public void close() {
        kept.close();
        fresh.close();
    }

    private sealed interface Resolved {
        record To(List<InetAddress> addresses) implements Resolved {}

        record None(String why) implements Resolved {}
    }

    /** One look-up, and the connection goes to an address out of it: a second answer of the DNS changes nothing. */
    private static Resolved resolve(Call call, long end) {
        String host = bareHost(call.uri());
        var found = new CompletableFuture<InetAddress[]>();
        Thread.ofVirtual().name("resolve").start(() -> {
            try {
                found.complete(InetAddress.getAllByName(host));
            } catch (UnknownHostException e) {
                found.completeExceptionally(e);
            }
        });
        try {
            InetAddress[] addresses = found.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            List<InetAddress> allowed = Arrays.stream(addresses)
                    .filter(call.allowed().orElseThrow())
                    .toList();
            return allowed.isEmpty()
                    ? new Resolved.None("the address of " + host + " is not allowed")
                    : new Resolved.To(allowed);
        } catch (ExecutionException e) {
            return new Resolved.None("there is no host " + host);
        } catch (TimeoutException e) {
            return new Resolved.None("the host " + host + " was not resolved in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Resolved.None("interrupted");
        }
    }

    private Reply firstThatConnects(Call call, List<InetAddress> addresses, long end) {
        Reply reply = new Reply.NotSent("no address");
        for (InetAddress address : addresses) {
            reply = attempt(call, address, end);
            if (!(reply instanceof Reply.NotSent)) {
                return reply;
            }
        }
        return reply;
    }

    private Reply attempt(Call call, @Nullable InetAddress pinned, long end) {
        Duration left = Duration.ofNanos(end - System.nanoTime());
        if (left.toMillis() <= 0) {
            return new Reply.NotSent("the deadline had passed");
        }
        var exchange = new Exchange(vertx, call, end);
        HttpClient client = call.fresh() ? fresh : kept;
        RequestOptions options = options(call, pinned, left.toMillis());
        vertx.runOnContext(turn -> exchange.start(client, options));
        return exchange.await();
    }

    private static RequestOptions options(Call call, @Nullable InetAddress pinned, long millis) {
        URI uri = call.uri();
        boolean tls = "https".equalsIgnoreCase(uri.getScheme());
        int port = uri.getPort() != -1 ? uri.getPort() : tls ? 443 : 80;
        var options = new RequestOptions()
                .setMethod(HttpMethod.valueOf(call.method()))
                .setHost(bareHost(uri))
                .setPort(port)
                .setSsl(tls)
                .setURI(target(uri))
                .setFollowRedirects(false)
                .setConnectTimeout(Math.min(millis, call.connectWithin().toMillis()));
        call.headers().forEach(header -> options.addHeader(header.getKey(), header.getValue()));
        if (pinned != null) {
            // Only the connection: TLS, SNI and the Host header keep the name.
            options.setServer(SocketAddress.inetSocketAddress(port, pinned.getHostAddress()));
        }
        return options;
    }

    private static String target(URI uri) {
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }

    private static String bareHost(URI uri) {
        String host = uri.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }
}
