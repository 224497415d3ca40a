/**
 * {@code ./suite chaos}: two gates are posted to while processes die, freeze and amoCRM misbehaves; then nothing may be
 * lost, go backwards or stay behind. A run of its own world on spare ports, bounded, its mischief given by a seed.
 */
@NullMarked
package dev.mosty.testbed.chaos;

import org.jspecify.annotations.NullMarked;
