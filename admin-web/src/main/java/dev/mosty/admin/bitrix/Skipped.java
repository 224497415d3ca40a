package dev.mosty.admin.bitrix;

import org.jspecify.annotations.Nullable;

/** How many of the newest rows an address leaves out. */
final class Skipped {
    private Skipped() {}

    /** What is no such number is none. */
    static int of(@Nullable String skip) {
        return skip != null && skip.matches("[0-9]{1,6}") ? Integer.parseInt(skip) : 0;
    }
}
