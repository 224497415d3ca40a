package dev.mosty.web;

/**
 * Ends a JAX-RS request with a status and a sentence: {@code throw new Refused(401, "Invalid token")}. Preferred to a
 * {@code WebApplicationException} with a body, which Quarkus writes as the endpoint's own media type.
 */
public final class Refused extends RuntimeException {
    private final int status;

    /** @param error the whole {@code error} of the reply */
    public Refused(int status, String error) {
        super(error, null, false, false);
        this.status = status;
    }

    int status() {
        return status;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
