/** The one 1C: where it is, how it is called without being overrun, and what its answers mean. */
@NullMarked
package dev.mosty.proxy.onec;

import org.jspecify.annotations.NullMarked;
