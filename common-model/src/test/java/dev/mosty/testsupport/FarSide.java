package dev.mosty.testsupport;

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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server on loopback that behaves as badly as a test wants: it hands each connection to a script. */
public final class FarSide implements AutoCloseable {
    private static final Pattern CONTENT_LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d{1,9})\r\n");

    private final ServerSocket server;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    /** What to do with one connection. */
    public interface Script {
        void run(Connection connection) throws IOException, InterruptedException;
    }

    /** One connection, as a script sees it. */
    public final class Connection {
        private final Socket socket;

        Connection(Socket socket) {
            this.socket = socket;
        }

        /** Reads a request with its body, if it announces one's length; false at the end of the connection. */
        public boolean readRequest() throws IOException {
            var head = new StringBuilder();
            InputStream in = socket.getInputStream();
            for (int b = in.read(); b != -1; b = in.read()) {
                head.append((char) b);
                if (head.indexOf("\r\n\r\n") != -1) {
                    byte[] body = in.readNBytes(length(head));
                    requests.add(head + new String(body, StandardCharsets.UTF_8));
                    return true;
                }
            }
            return false;
        }

        private static int length(CharSequence head) {
            Matcher length = CONTENT_LENGTH.matcher(head);
            return length.find() ? Integer.parseInt(length.group(1)) : 0;
        }

        public boolean isFirst() {
            return open.getFirst() == socket;
        }

        public void write(String text) throws IOException {
            OutputStream out = socket.getOutputStream();
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        }

        /** Ends the connection by RST. */
        public void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }

    public FarSide(Script script) throws IOException {
        server = new ServerSocket(0);
        Thread.ofVirtual().start(() -> accept(script));
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/x?y=1");
    }

    public int connections() {
        return open.size();
    }

    public List<String> requests() {
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
