/** What 1C has reaches Bitrix24: exactly one of each, linked, at the speed the portal allows. */
@NullMarked
package dev.mosty.bitrix;

import org.jspecify.annotations.NullMarked;
