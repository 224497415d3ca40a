/** The rules of the module {@code МостыПравила}, run on the examples that 1C runs too. */
@NullMarked
package dev.mosty.onec.rules;

import org.jspecify.annotations.NullMarked;
