package dev.mosty.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** Serves TLS on loopback with a certificate that {@code keytool} makes. */
final class TlsDoor implements AutoCloseable {
    private static final String PASSWORD = "only-a-test";

    private final SSLServerSocket socket;

    /** @param validity options of {@code keytool -genkeypair} about time and names */
    TlsDoor(Path folder, String... validity) throws IOException, GeneralSecurityException, InterruptedException {
        SSLContext context = SSLContext.getInstance("TLS");
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(
                made(Files.createTempDirectory(folder, "door").resolve("door.p12"), validity), PASSWORD.toCharArray());
        context.init(keys.getKeyManagers(), null, null);
        socket = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
    }

    InetSocketAddress address() {
        return InetSocketAddress.createUnresolved("127.0.0.1", socket.getLocalPort());
    }

    private static KeyStore made(Path file, String... validity)
            throws IOException, GeneralSecurityException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                "CN=clinic.example",
                "-alias",
                "door",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                file.toString()));
        command.addAll(List.of(validity));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (keytool.waitFor() != 0) {
            throw new IllegalStateException("keytool: " + said);
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream bytes = Files.newInputStream(file)) {
            store.load(bytes, PASSWORD.toCharArray());
        }
        return store;
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (SSLSocket caller = (SSLSocket) socket.accept()) {
                caller.startHandshake();
            } catch (IOException e) {
                // The caller has seen the certificate and gone, or the test is over.
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
