package dev.mosty.telephony.crm;

import dev.mosty.contacts.AddressBook;
import dev.mosty.settings.DatabaseFault;
import dev.mosty.settings.Misconfigured;
import dev.mosty.settings.TelephonySettings;
import dev.mosty.telephony.call.CurrentSettings;
import dev.mosty.telephony.onec.OneCCalls;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * Which employee a client's call should go to: asks 1C where there is one, else the own address book. The PBX waits
 * with a ringing client, so the answer comes within {@code SMART_TRANSFER_BUDGET} whatever 1C or the database does;
 * whatever fails, nobody is responsible.
 */
@Singleton
public final class SmartTransfer {
    private static final Logger LOG = Logger.getLogger(SmartTransfer.class);
    private static final String NOBODY = "";

    /** What is left of the budget for the answer's own way. */
    private static final Duration FOR_THE_ANSWER = Duration.ofMillis(50);

    private final OneCCalls onec;
    private final AddressBook book;
    private final CurrentSettings settings;
    private final Jdbi jdbi;
    private final Duration patience;

    SmartTransfer(
            OneCCalls onec,
            AddressBook book,
            CurrentSettings settings,
            Jdbi jdbi,
            @ConfigProperty(name = "smart.transfer.budget", defaultValue = "2s") Duration budget) {
        if (budget.toMillis() < 100) {
            throw new Misconfigured("SMART_TRANSFER_BUDGET", "must be at least 100ms");
        }
        this.onec = onec;
        this.book = book;
        this.settings = settings;
        this.jdbi = jdbi;
        this.patience = budget.minus(FOR_THE_ANSWER);
    }

    /** The extension of whoever is responsible for the client; empty for nobody. */
    public String responsible(String phone) throws InterruptedException {
        var found = new CompletableFuture<String>();
        Thread.ofVirtual().name("transfer").start(() -> {
            try {
                found.complete(onec.isSet() ? asked(phone) : looked(phone));
            } catch (RuntimeException | Error e) {
                found.completeExceptionally(e);
            }
        });
        try {
            return found.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return nobody("no answer within " + patience.toMillis() + " ms");
        } catch (ExecutionException e) {
            return nobody(e.getCause() instanceof JdbiException ? DatabaseFault.of(e) : String.valueOf(e.getCause()));
        }
    }

    private String asked(String phone) {
        return switch (onec.contact(phone, patience)) {
            case OneCCalls.Contact.Responsible(String ext) -> ext;
            case OneCCalls.Contact.NoAnswer(String why) -> nobody(why);
        };
    }

    private String looked(String phone) {
        TelephonySettings chosen = settings.now(jdbi);
        return chosen.transfer() ? book.responsible(phone, chosen.digits()).orElse(NOBODY) : NOBODY;
    }

    private static String nobody(String why) {
        LOG.warnf("Smart transfer: nobody is responsible, since there was no answer: %s", why);
        return NOBODY;
    }
}
