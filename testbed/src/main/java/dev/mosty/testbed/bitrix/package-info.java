/** A strict, stateful stand-in for a Bitrix24 portal. */
@NullMarked
package dev.mosty.testbed.bitrix;

import org.jspecify.annotations.NullMarked;
