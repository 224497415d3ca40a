@NullMarked
package dev.mosty.bitrix.plan;

import org.jspecify.annotations.NullMarked;
