package dev.mosty.testbed.amocrm;

/** Who writes to a lead: the integration over the API, or a manager by hand. */
public enum Author {
    /** The integration, under the user that installed it. */
    INTEGRATION(8_000_001),
    /** A manager of the clinic in amoCRM's own pages. */
    MANAGER(8_000_002);

    private final long userId;

    Author(long userId) {
        this.userId = userId;
    }

    /** What amoCRM shows as {@code updated_by} and {@code modified_user_id}. */
    public long userId() {
        return userId;
    }

    static boolean knows(long userId) {
        return userId == INTEGRATION.userId || userId == MANAGER.userId;
    }
}
