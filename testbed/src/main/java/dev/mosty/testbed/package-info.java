/** Simulators of the other sides, the launcher, benches and chaos. */
@NullMarked
package dev.mosty.testbed;

import org.jspecify.annotations.NullMarked;
