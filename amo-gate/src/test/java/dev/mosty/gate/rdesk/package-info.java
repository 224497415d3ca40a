/** Tests of reading what RDESK posts. */
@NullMarked
package dev.mosty.gate.rdesk;

import org.jspecify.annotations.NullMarked;
