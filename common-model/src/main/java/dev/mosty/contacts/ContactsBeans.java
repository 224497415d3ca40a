package dev.mosty.contacts;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What this package is built from. */
final class ContactsBeans {
    private ContactsBeans() {}

    /** {@code PHONE_REGION}: the country of numbers that are written without its code. */
    @Produces
    @Singleton
    static NumberingPlan numberingPlan(@ConfigProperty(name = "PHONE_REGION", defaultValue = "RU") String region) {
        return new NumberingPlan(region);
    }
}
