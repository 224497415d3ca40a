package dev.mosty.testbed.onec.calls;

/**
 * One message about an extension's part in a call.
 *
 * @param direction {@code in} or {@code out}
 * @param phone the client's
 * @param seconds of the whole call, 0 before its end
 * @param link of the record, empty for none
 */
public record Told(
        String callid, Step step, String direction, String ext, String phone, String line, long seconds, String link) {

    /** Whether both are about the same call of that name. */
    boolean sameCall(Told other) {
        return direction.equals(other.direction) && phone.equals(other.phone);
    }

    /** Without the client. */
    @Override
    public String toString() {
        return "Told[" + step + ", " + ext + "]";
    }
}
