package dev.mosty.admin.search;

import java.time.Instant;

/**
 * One thing that happened.
 *
 * @param what its kind, a word of the bundle after {@code search-is}
 * @param kind of a delivery, a word of the bundle after {@code deliveries-kind} if it is known; else empty
 * @param title what it was about, as the tables have it
 * @param detail what else was said; may be empty
 * @param mood the class of its tag, as in style.css
 * @param link its own page; empty for none
 */
record Event(Instant at, String what, String kind, String title, String detail, String mood, String link) {
    Event(Instant at, String what, String title, String detail, String mood, String link) {
        this(at, what, "", title, detail, mood, link);
    }
}
