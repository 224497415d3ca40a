package dev.mosty.testbed.launcher;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** A service that does nothing but be there: answers on its port, dies when told to, says when it is stopped. */
final class StandIn {

    private StandIn() {}

    public static void main(String[] arguments) throws IOException {
        if (System.getenv("STAND_IN_DIES") != null) {
            System.out.println("the address of amoCRM is missing");
            System.exit(7);
        }
        HttpServer server = HttpServer.create(
                new InetSocketAddress(
                        InetAddress.getLoopbackAddress(), Integer.parseInt(System.getenv("QUARKUS_HTTP_PORT"))),
                0);
        server.createContext("/", exchange -> {
            byte[] body = "{\"status\":\"UP\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.createContext("/die", exchange -> System.exit(3));
        server.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("asked to stop")));
        System.out.println("here is the stand-in");
    }
}
