/** The tokens that other programs present. */
@NullMarked
package dev.mosty.admin.tokens;

import org.jspecify.annotations.NullMarked;
