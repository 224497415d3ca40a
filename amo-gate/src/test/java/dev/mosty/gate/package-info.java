/** Tests of the gate's HTTP edge. */
@NullMarked
package dev.mosty.gate;

import org.jspecify.annotations.NullMarked;
