@NullMarked
package dev.mosty.bitrix.portal;

import org.jspecify.annotations.NullMarked;
