package dev.mosty.testbed.simulation;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import java.net.BindException;
import java.util.concurrent.CompletionException;

/** What a simulator runs on: all of HTTP on one event loop, so requests are served in the order of their arrival. */
public final class OneLoop {
    private OneLoop() {}

    public static Vertx begin() {
        return Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(4)
                .setInternalBlockingPoolSize(1)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
    }

    /**
     * Waits until it listens; if it cannot, all of it is closed.
     *
     * @return the port
     * @throws IllegalStateException with a sentence, if the port is taken
     */
    public static int listen(Vertx vertx, HttpServer server, String host, int port) {
        try {
            return settled(server.listen(port, host)).actualPort();
        } catch (CompletionException e) {
            vertx.close();
            throw e.getCause() instanceof BindException
                    ? new IllegalStateException("Port %d of %s is taken".formatted(port, host), e)
                    : e;
        }
    }

    public static <T> T settled(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
