package dev.mosty.telephony.call;

/**
 * What the screens of an extension are told.
 *
 * @param json shown to the employee by the workplace page
 */
record ScreenRow(String ext, Kind kind, String json) {

    enum Kind {
        /** The window of the call is gone; only told where it was opened. */
        CLOSE,
        /** The call has come a step further at this extension. */
        CALL,
        /** The window of the call opens, once. */
        OPEN,
        /** A desktop notification of that window. */
        NOTICE
    }
}
