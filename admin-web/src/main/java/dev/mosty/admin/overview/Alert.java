package dev.mosty.admin.overview;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that a person should see to.
 *
 * @param mood the class of its note, as in style.css
 * @param words in the person's language
 * @param detail as a service or the other side says it; may be empty
 * @param link the page where it is mended; empty for none
 */
record Alert(
        String mood, String words, String detail, @Nullable Instant since, String link) {}
