/** Tests: What 1C says was paid. */
@NullMarked
package dev.mosty.gate.payment;

import org.jspecify.annotations.NullMarked;
