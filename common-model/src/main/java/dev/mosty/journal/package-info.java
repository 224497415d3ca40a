/** The log of requests that people read, with what is private masked. */
@NullMarked
package dev.mosty.journal;

import org.jspecify.annotations.NullMarked;
