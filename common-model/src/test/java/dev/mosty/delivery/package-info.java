@NullMarked
package dev.mosty.delivery;

import org.jspecify.annotations.NullMarked;
