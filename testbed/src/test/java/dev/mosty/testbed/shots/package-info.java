/** Pictures of every page, for a person's eyes: {@code ./suite shots}. */
@NullMarked
package dev.mosty.testbed.shots;

import org.jspecify.annotations.NullMarked;
