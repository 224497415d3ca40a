package dev.mosty.admin.alerts;

import io.vertx.core.Vertx;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.StartTLSOptions;
import jakarta.inject.Singleton;
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

    Mail(Vertx vertx, AlertStore store) {
        this.vertx = vertx;
        this.store = store;
    }

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
            return Optional.of(Fault.of(e.getCause()));
        } catch (TimeoutException e) {
            return Optional.of("no answer within " + PATIENCE_SECONDS + " s");
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
