package dev.mosty.admin.shell;

import dev.mosty.access.Audit.Actor;
import dev.mosty.access.Role;
import dev.mosty.access.SignedIn;
import dev.mosty.web.Bundle;
import jakarta.enterprise.context.RequestScoped;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who makes this request, as {@link Doorkeeper} found out before any page runs. */
@RequestScoped
public class Visitor {
    private @Nullable SignedIn who;
    private String address = "";
    private Locale locale = Bundle.RUSSIAN;

    void isAt(String address, Locale locale) {
        this.address = address;
        this.locale = locale;
    }

    void is(SignedIn who) {
        this.who = who;
    }

    /** Empty on the few pages that are open to all. */
    public Optional<SignedIn> signedIn() {
        return Optional.ofNullable(who);
    }

    /** The person, on every page that is not {@link Open}. */
    public SignedIn person() {
        return signedIn().orElseThrow(() -> new IllegalStateException("this page is open to all"));
    }

    /** Whether the person may what that role may. */
    public boolean may(Role role) {
        return who != null && who.role().includes(role);
    }

    /** For the audit of a change. */
    public Actor actor() {
        return new Actor(person().login(), address);
    }

    /** Of the browser, or what the trusted proxy says that it is. */
    public String address() {
        return address;
    }

    public Locale locale() {
        return locale;
    }
}
