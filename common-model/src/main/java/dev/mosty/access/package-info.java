/** Who may come in: tokens of other programs, lists of addresses, and the first credentials of an installation. */
@NullMarked
package dev.mosty.access;

import org.jspecify.annotations.NullMarked;
