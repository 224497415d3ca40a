/** The sentences of the architecture, held. */
@NullMarked
package dev.mosty.testbed.architecture;

import org.jspecify.annotations.NullMarked;
