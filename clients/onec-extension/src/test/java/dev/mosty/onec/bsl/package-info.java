/** A small interpreter of the language of 1C, for modules that use no type of the platform. */
@NullMarked
package dev.mosty.onec.bsl;

import org.jspecify.annotations.NullMarked;
