/** Nothing lost, in order, at the speed the other side allows. */
@NullMarked
package dev.mosty.delivery;

import org.jspecify.annotations.NullMarked;
