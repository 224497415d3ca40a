package dev.mosty.web;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Writes bytes to a port and reads all that comes back until the other side closes. */
final class RawHttp {
    private RawHttp() {}

    /** Add {@code Connection: close} to the request, or the answer ends with the time-out. */
    static String exchange(int port, String request) throws IOException {
        try (var socket = new Socket("localhost", port)) {
            socket.setSoTimeout(5000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
