package dev.mosty.testbed.onec.calls;

/**
 * How the extension is published.
 *
 * @param path with a slash at both ends
 * @param token «Токен 1С», which every message carries
 */
public record CallsOptions(String path, String token) {

    /** The publication that {@code ./suite up} gives to telephony-bridge. */
    public static final String PATH = "/clinic/hs/calls/";

    /** The usual path and the token of seed 002's examples. */
    public static final CallsOptions USUAL = new CallsOptions(PATH, "token123");

    /** Checks the path's form. */
    public CallsOptions {
        if (!path.startsWith("/") || !path.endsWith("/")) {
            throw new IllegalArgumentException("ONEC_CALLS_PATH must begin and end with a slash: " + path);
        }
    }

    /** Not the token: records print themselves into logs easily. */
    @Override
    public String toString() {
        return "CallsOptions[" + path + "]";
    }
}
