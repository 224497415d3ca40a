@NullMarked
package dev.mosty.bitrix;

import org.jspecify.annotations.NullMarked;
