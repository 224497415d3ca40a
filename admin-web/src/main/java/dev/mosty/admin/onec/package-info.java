/** The connection to 1C: its settings, and trying it. */
@NullMarked
package dev.mosty.admin.onec;

import org.jspecify.annotations.NullMarked;
