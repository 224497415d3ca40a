/** What RDESK posts: its bodies read into items, nothing lost and nothing interpreted beyond the lead's id. */
@NullMarked
package dev.mosty.gate.rdesk;

import org.jspecify.annotations.NullMarked;
