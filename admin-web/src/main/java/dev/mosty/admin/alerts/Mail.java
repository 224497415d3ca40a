package dev.mosty.admin.alerts;

import dev.mosty.settings.Misconfigured;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.StartTLSOptions;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends one letter through the mail server of the settings. Waits at most half a minute, and never throws. */
@Singleton
class Mail {
    private static final int PATIENCE_SECONDS = 30;

    private final Vertx vertx;
    private final AlertStore store;
    private final Optional<PemTrustOptions> authority;

    Mail(Vertx vertx, AlertStore store, AlertsConfig config) {
        this.vertx = vertx;
        this.store = store;
        this.authority = config.smtpCaFile().map(Mail::trusting);
    }

    private static PemTrustOptions trusting(Path file) {
        if (!Files.isReadable(file)) {
            throw new Misconfigured("ALERTS_SMTP_CA_FILE", "the file \"" + file + "\" cannot be read");
        }
        return new PemTrustOptions().addCertPath(file.toString());
    }

    /** A wrong file is told at the start and not at the first alert. */
    void checkAtStart(@Observes StartupEvent start) {}

    /** Empty once the mail server has taken it, else why it did not. */
    Optional<String> send(AlertForm form, String subject, String text) {
        MailClient client = MailClient.create(vertx, config(form));
        try {
            client.sendMail(letter(form, subject, text))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return Optional.empty();
        } catch (ExecutionException e) {
            return Optional.of(Fault.of(Optional.ofNullable(e.getCause()).orElse(e)));
        } catch (TimeoutException e) {
            return Optional.of(MailFault.TIMEOUT.code());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        } finally {
            client.close();
        }
    }

    private MailConfig config(AlertForm form) {
        String tls = form.get(AlertSetting.TLS);
        String user = form.get(AlertSetting.USER);
        MailConfig config = new MailConfig()
                .setHostname(form.get(AlertSetting.HOST))
                .setPort(form.number(AlertSetting.PORT))
                .setSsl(tls.equals("tls"))
                // Without it a letter, and the password before it, could be made to go in the open.
                .setStarttls(tls.equals("starttls") ? StartTLSOptions.REQUIRED : StartTLSOptions.DISABLED)
                .setLogin(user.isEmpty() ? LoginOption.DISABLED : LoginOption.REQUIRED)
                .setHostnameVerificationAlgorithm("HTTPS")
                .setConnectTimeout(PATIENCE_SECONDS * 1_000 / 3)
                .setKeepAlive(false)
                .setMaxPoolSize(1);
        authority.ifPresent(config::setTrustOptions);
        return user.isEmpty() ? config : config.setUsername(user).setPassword(store.password());
    }

    private static MailMessage letter(AlertForm form, String subject, String text) {
        List<String> to = Arrays.stream(form.get(AlertSetting.TO).split(","))
                .map(String::strip)
                .toList();
        return new MailMessage()
                .setFrom(form.get(AlertSetting.FROM))
                .setTo(to)
                .setSubject(subject)
                .setText(text);
    }
}
