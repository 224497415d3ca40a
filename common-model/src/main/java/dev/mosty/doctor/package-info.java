/**
 * What is wrong with an installation, in sentences: one program for {@code ./suite doctor} and for {@code docker compose
 * exec admin doctor}. It looks from outside, as a person would, and changes nothing.
 */
@NullMarked
package dev.mosty.doctor;

import org.jspecify.annotations.NullMarked;
