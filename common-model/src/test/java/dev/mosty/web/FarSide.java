package dev.mosty.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server on loopback that behaves as badly as a test wants: it hands each connection to a script. */
final class FarSide implements AutoCloseable {
    private final ServerSocket server;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    /** What to do with one connection. */
    interface Script {
        void run(Connection connection) throws IOException, InterruptedException;
    }

    /** One connection, as a script sees it. */
    final class Connection {
        private final Socket socket;

        Connection(Socket socket) {
            this.socket = socket;
        }

        /** Reads a request without a body up to its empty line; false at the end of the connection. */
        boolean readRequest() throws IOException {
            var head = new StringBuilder();
            InputStream in = socket.getInputStream();
            for (int b = in.read(); b != -1; b = in.read()) {
                head.append((char) b);
                if (head.indexOf("\r\n\r\n") != -1) {
                    requests.add(head.toString());
                    return true;
                }
            }
            return false;
        }

        boolean isFirst() {
            return open.getFirst() == socket;
        }

        void write(String text) throws IOException {
            OutputStream out = socket.getOutputStream();
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        }

        /** Ends the connection by RST. */
        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }

    FarSide(Script script) throws IOException {
        server = new ServerSocket(0);
        Thread.ofVirtual().start(() -> accept(script));
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/x?y=1");
    }

    int connections() {
        return open.size();
    }

    List<String> requests() {
        return requests;
    }

    private void accept(Script script) {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                open.add(socket);
                Thread.ofVirtual().start(() -> {
                    try {
                        script.run(new Connection(socket));
                    } catch (IOException e) {
                        // The other side went away, as some tests want it to.
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
            } catch (IOException e) {
                return;
            }
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
