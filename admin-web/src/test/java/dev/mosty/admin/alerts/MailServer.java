package dev.mosty.admin.alerts;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** As much of SMTP (RFC 5321) as a client needs to leave a letter, or to be refused. */
final class MailServer implements AutoCloseable {
    private final ServerSocket socket;
    private final boolean refuses;
    private final List<String> letters = new CopyOnWriteArrayList<>();

    /** @param refuses every letter, at its recipient */
    MailServer(boolean refuses) {
        this.refuses = refuses;
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(() -> {
            while (!socket.isClosed()) {
                try {
                    Socket client = socket.accept();
                    Thread.ofVirtual().start(() -> serve(client));
                } catch (IOException e) {
                    return;
                }
            }
        });
    }

    int port() {
        return socket.getLocalPort();
    }

    /** As they came, headers and encoded body. */
    List<String> letters() {
        return letters;
    }

    private void serve(Socket client) {
        try (client;
                var in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8))) {
            say(client, "220 test");
            String line = in.readLine();
            while (line != null) {
                String verb = line.length() < 4 ? line : line.substring(0, 4);
                switch (verb) {
                    case "RCPT" -> say(client, refuses ? "550 no such mailbox" : "250 ok");
                    case "DATA" -> {
                        say(client, "354 go on");
                        letters.add(letter(in));
                        say(client, "250 taken");
                    }
                    case "QUIT" -> say(client, "221 bye");
                    default -> say(client, "250 ok");
                }
                line = in.readLine();
            }
        } catch (IOException e) {
            // The client hung up, as it may.
        }
    }

    private static String letter(BufferedReader in) throws IOException {
        StringBuilder letter = new StringBuilder();
        String line = in.readLine();
        while (line != null && !line.equals(".")) {
            letter.append(line).append('\n');
            line = in.readLine();
        }
        return letter.toString();
    }

    private static void say(Socket client, String line) throws IOException {
        client.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
