package dev.mosty.doctor;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** Why somebody could not be asked, for a person. */
record Failure(IOException thrown) {

    String why(Sentences say) {
        List<Throwable> chain = Stream.iterate((Throwable) thrown, Objects::nonNull, Throwable::getCause)
                .toList();
        for (Throwable cause : chain) {
            switch (cause) {
                case HttpTimeoutException ignored -> {
                    return slow(say);
                }
                case SocketTimeoutException ignored -> {
                    return slow(say);
                }
                case UnresolvedAddressException ignored -> {
                    return say.text("why-name");
                }
                case UnknownHostException ignored -> {
                    return say.text("why-name");
                }
                case SSLException tls -> {
                    return say.text("why-tls", String.valueOf(tls.getMessage()));
                }
                default -> {}
            }
        }
        return thrown instanceof ConnectException ? say.text("why-refused") : thrown.toString();
    }

    private static String slow(Sentences say) {
        return say.text("why-slow", Long.toString(Health.PATIENCE.toSeconds()));
    }
}
