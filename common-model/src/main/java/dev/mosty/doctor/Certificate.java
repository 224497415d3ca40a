package dev.mosty.doctor;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** The certificate that nginx presents: whether browsers, amoCRM and RDESK will take it, and for how long. */
record Certificate(InetSocketAddress door, Sentences say) {
    private static final Duration SOON = Duration.ofDays(14);
    private static final int DNS = 2;
    private static final int ADDRESS = 7;

    /** @param names under which the installation is called, {@code NGX_SERVER_NAME}; may be empty */
    List<Finding> findings(List<String> names, Instant now) {
        String shown = door.getHostString() + ":" + door.getPort();
        try {
            return findings(presented(), names, now);
        } catch (IOException e) {
            return List.of(say.wrong("door-silent", shown, new Failure(e).why(say)));
        } catch (GeneralSecurityException e) {
            return List.of(say.wrong("certificate-unreadable", shown, String.valueOf(e.getMessage())));
        }
    }

    private List<Finding> findings(X509Certificate[] chain, List<String> names, Instant now)
            throws GeneralSecurityException {
        List<Finding> findings = new ArrayList<>();
        X509Certificate own = chain[0];
        Instant until = own.getNotAfter().toInstant();
        String day = until.atZone(ZoneOffset.UTC).toLocalDate().toString();
        if (now.isAfter(until)) {
            findings.add(say.wrong("certificate-over", day));
        } else if (now.isAfter(until.minus(SOON))) {
            findings.add(say.wrong("certificate-soon", day));
        } else if (own.getIssuerX500Principal().equals(own.getSubjectX500Principal())) {
            findings.add(say.note("certificate-self-signed", day));
        } else {
            findings.add(trusted(chain) ? say.well("certificate", day) : say.wrong("certificate-untrusted", day));
        }
        Collection<List<?>> covered = own.getSubjectAlternativeNames();
        for (String name : names) {
            if (covered == null || covered.stream().noneMatch(entry -> covers(entry, name))) {
                findings.add(say.wrong("certificate-name", name));
            }
        }
        return findings;
    }

    private static boolean covers(List<?> entry, String name) {
        if (!(entry.get(0) instanceof Integer kind) || !(entry.get(1) instanceof String known)) {
            return false;
        }
        String asked = name.toLowerCase(Locale.ROOT);
        String pattern = known.toLowerCase(Locale.ROOT);
        return switch (kind) {
            case ADDRESS -> asked.equals(pattern);
            case DNS ->
                asked.equals(pattern)
                        || (pattern.startsWith("*.")
                                && asked.indexOf('.') > 0
                                && asked.substring(asked.indexOf('.')).equals(pattern.substring(1)));
            default -> false;
        };
    }

    /** Against the authorities that Java knows, which are much the same as a browser's. */
    private static boolean trusted(X509Certificate[] chain) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        try {
            for (TrustManager manager : factory.getTrustManagers()) {
                if (manager instanceof X509TrustManager judge) {
                    judge.checkServerTrusted(chain, "UNKNOWN");
                }
            }
            return true;
        } catch (CertificateException e) {
            return false;
        }
    }

    /** Whatever it is: it is looked at, and nothing is sent. */
    private X509Certificate[] presented() throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        Onlooker onlooker = new Onlooker();
        context.init(null, new TrustManager[] {onlooker}, null);
        int patience = Math.toIntExact(Health.PATIENCE.toMillis());
        try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket()) {
            socket.connect(new InetSocketAddress(door.getHostString(), door.getPort()), patience);
            socket.setSoTimeout(patience);
            socket.startHandshake();
            return onlooker.chain;
        }
    }

    /** Takes any chain, and keeps it. */
    private static final class Onlooker implements X509TrustManager {
        private X509Certificate[] chain = {};

        @Override
        public void checkClientTrusted(X509Certificate[] presented, String authType) throws CertificateException {
            throw new CertificateException("no client is expected here");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] presented, String authType) {
            chain = presented.clone();
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
