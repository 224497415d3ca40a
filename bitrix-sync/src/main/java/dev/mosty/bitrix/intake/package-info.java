/** What 1C posts, and what it is told of it. */
@NullMarked
package dev.mosty.bitrix.intake;

import org.jspecify.annotations.NullMarked;
