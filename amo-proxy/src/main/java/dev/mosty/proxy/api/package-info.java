/** {@code /API/…}: who may ask, and what is answered. */
@NullMarked
package dev.mosty.proxy.api;

import org.jspecify.annotations.NullMarked;
