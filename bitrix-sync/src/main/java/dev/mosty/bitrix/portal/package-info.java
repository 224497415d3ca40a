/** Bitrix24's REST: its limits, its answers, and the channel that works under them. */
@NullMarked
package dev.mosty.bitrix.portal;

import org.jspecify.annotations.NullMarked;
