package dev.mosty.telephony.workplace;

/**
 * A row of {@code workplace_event}.
 *
 * @param fresh whether it is so young that a window may still open for it
 */
record ScreenEvent(long id, String ext, String kind, String json, boolean fresh) {

    /** Whether it raises a window, which old news must not do. */
    boolean raises() {
        return kind.equals("open") || kind.equals("notice");
    }

    /** As the stream has it; JSON of the database has no line breaks. */
    String wire() {
        return "id: " + id + "\nevent: " + kind + "\ndata: " + json + "\n\n";
    }

    /** Without the client. */
    @Override
    public String toString() {
        return "ScreenEvent[" + id + ", " + kind + ", " + ext + "]";
    }
}
