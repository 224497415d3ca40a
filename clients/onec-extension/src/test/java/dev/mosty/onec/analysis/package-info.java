/** What {@code bsl-language-server} says of the modules. */
@NullMarked
package dev.mosty.onec.analysis;

import org.jspecify.annotations.NullMarked;
