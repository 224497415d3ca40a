/** The extension of 1C, and what can be proved of it on a machine that has no 1C. */
@NullMarked
package dev.mosty.onec;

import org.jspecify.annotations.NullMarked;
