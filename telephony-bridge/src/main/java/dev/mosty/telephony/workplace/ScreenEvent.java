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

    /** The same as old news, whatever its age. */
    ScreenEvent replayed() {
        return new ScreenEvent(id, ext, kind, json, false);
    }

    /** As the stream has it; JSON of the database has no line breaks. Old news say so: nothing is to open for them. */
    String wire() {
        String data = fresh || json.equals("{}") ? json : "{\"late\": true, " + json.substring(1);
        return "id: " + id + "\nevent: " + kind + "\ndata: " + data + "\n\n";
    }

    /** Without the client. */
    @Override
    public String toString() {
        return "ScreenEvent[" + id + ", " + kind + ", " + ext + "]";
    }
}
