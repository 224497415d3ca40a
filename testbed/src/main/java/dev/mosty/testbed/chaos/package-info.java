/**
 * {@code ./suite chaos}: two gates are posted to and two proxies asked while processes die, freeze and amoCRM and 1C
 * misbehave; then nothing may be lost, go backwards, stay behind or be booked twice. A run of its own world on spare
 * ports, bounded, its mischief given by a seed.
 */
@NullMarked
package dev.mosty.testbed.chaos;

import org.jspecify.annotations.NullMarked;
