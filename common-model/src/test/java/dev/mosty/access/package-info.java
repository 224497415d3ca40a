@NullMarked
package dev.mosty.access;

import org.jspecify.annotations.NullMarked;
