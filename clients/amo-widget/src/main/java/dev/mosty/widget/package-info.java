/**
 * Packs the amoCRM widget as the build's last word about it: {@link dev.mosty.widget.Pack} reads {@code src/main/widget}
 * and writes the archive that an administrator uploads. Nothing here runs at a customer's.
 */
@NullMarked
package dev.mosty.widget;

import org.jspecify.annotations.NullMarked;
