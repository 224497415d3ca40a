/** Pages of the simulators for people, in Russian and English. */
@NullMarked
package dev.mosty.testbed.page;

import org.jspecify.annotations.NullMarked;
