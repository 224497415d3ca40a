package dev.mosty.admin.alerts;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.server.SMTPServer;

/** A real mail server on a port of its own, for letters that are kept here. */
final class MailServer implements AutoCloseable {
    static final String USER = "bridge@clinic.example";
    static final String PASSWORD = "пароль с пробелом";

    private final List<String> letters = new CopyOnWriteArrayList<>();
    private final SMTPServer server;

    private MailServer(SMTPServer.Builder builder, boolean refuses) {
        server = builder.bindAddress(InetAddress.getLoopbackAddress())
                .messageHandlerFactory(context -> new Handler(refuses))
                .build();
        server.start();
    }

    /** Takes letters in the open, from anybody. */
    static MailServer open() {
        return new MailServer(SMTPServer.port(0), false);
    }

    /** Refuses every letter, at its recipient. */
    static MailServer refusing() {
        return new MailServer(SMTPServer.port(0), true);
    }

    /** Takes nothing before STARTTLS and a login, and has no login before STARTTLS. */
    static MailServer guarded(MailAuthority identity) {
        return new MailServer(
                SMTPServer.port(0)
                        .enableTLS()
                        .requireTLS()
                        .startTlsSocketFactory(identity.tls())
                        .requireAuth()
                        .authenticationHandlerFactory(new EasyAuthenticationHandlerFactory(MailServer::login)),
                false);
    }

    /** TLS from the first byte, as on port 465, and a login. */
    static MailServer wrapped(MailAuthority identity) {
        return new MailServer(
                SMTPServer.port(0)
                        .serverSocketFactory(identity.tls())
                        .requireAuth()
                        .authenticationHandlerFactory(new EasyAuthenticationHandlerFactory(MailServer::login)),
                false);
    }

    private static void login(String user, String password, MessageContext context) throws LoginFailedException {
        if (!user.equals(USER) || !password.equals(PASSWORD)) {
            throw new LoginFailedException();
        }
    }

    int port() {
        return server.getPortAllocated();
    }

    /** As they came, headers and encoded body. */
    List<String> letters() {
        return letters;
    }

    private final class Handler implements MessageHandler {
        private final boolean refuses;

        Handler(boolean refuses) {
            this.refuses = refuses;
        }

        @Override
        public void from(String sender) {}

        @Override
        public void recipient(String recipient) throws RejectException {
            if (refuses) {
                throw new RejectException(550, "no such mailbox");
            }
        }

        @Override
        public String data(InputStream letter) throws IOException {
            letters.add(new String(letter.readAllBytes(), StandardCharsets.UTF_8));
            return "taken";
        }

        @Override
        public void done() {}
    }

    @Override
    public void close() {
        server.stop();
    }
}
