@NullMarked
package dev.mosty.bitrix.intake;

import org.jspecify.annotations.NullMarked;
