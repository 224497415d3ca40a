package dev.mosty.admin.alerts;

import io.vertx.ext.mail.SMTPException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** Why a mail server did not take a letter, for the sentence {@code fault-…} that the page has for it. */
enum MailFault {
    /** It does not accept this user with this password. */
    LOGIN,
    /** It offers no login, at least not under this protection. */
    NO_LOGIN,
    /** It offers no STARTTLS, and in the open nothing is sent. */
    NO_STARTTLS,
    /** Its certificate is not of an authority that we trust, or is of another name. */
    CERTIFICATE,
    /** It does not speak TLS there. */
    TLS,
    /** Nobody answers at that address. */
    UNREACHABLE,
    /** It takes its time. */
    TIMEOUT,
    /** It answers that it will not have this letter. */
    REFUSED;

    /** RFC 4954 §4 and §6: authentication is required, has failed, is too weak, needs encryption. */
    private static final Set<Integer> AUTHENTICATION = Set.of(454, 530, 534, 535, 538);

    private static final int MOST_CAUSES = 10;

    /** Empty for what nobody foresaw: that is shown as it is. */
    static Optional<MailFault> of(Throwable failure) {
        List<Throwable> causes = Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(MOST_CAUSES)
                .toList();
        // The client has no types for these two.
        String said = String.valueOf(failure.getMessage());
        if (said.startsWith("login is required")) {
            return Optional.of(NO_LOGIN);
        }
        if (said.startsWith("STARTTLS required")) {
            return Optional.of(NO_STARTTLS);
        }
        return causes.stream()
                .flatMap(cause -> one(cause).stream())
                // The chain goes from what failed to why, and why is told.
                .reduce((first, deeper) -> deeper);
    }

    private static Optional<MailFault> one(Throwable cause) {
        return switch (cause) {
            case SMTPException smtp when AUTHENTICATION.contains(smtp.getReplyCode()) -> Optional.of(LOGIN);
            case SMTPException ignored -> Optional.of(REFUSED);
            case CertificateException ignored -> Optional.of(CERTIFICATE);
            case CertPathBuilderException ignored -> Optional.of(CERTIFICATE);
            case SSLException ignored -> Optional.of(TLS);
            case UnknownHostException ignored -> Optional.of(UNREACHABLE);
            case ConnectException ignored -> Optional.of(UNREACHABLE);
            case NoRouteToHostException ignored -> Optional.of(UNREACHABLE);
            case TimeoutException ignored -> Optional.of(TIMEOUT);
            default -> Optional.empty();
        };
    }

    /** As it is stored and part of the sentence's key. */
    String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The one of that code, if there is one. */
    static Optional<MailFault> coded(String code) {
        return Arrays.stream(values())
                .filter(fault -> fault.code().equals(code))
                .findFirst();
    }
}
