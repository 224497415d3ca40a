/** amoCRM's widget asks 1C for free hours and registers patients there. */
@NullMarked
package dev.mosty.proxy;

import org.jspecify.annotations.NullMarked;
