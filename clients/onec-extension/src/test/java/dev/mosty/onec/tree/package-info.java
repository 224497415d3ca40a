/** The dump: objects and files, handlers, rights, shapes. */
@NullMarked
package dev.mosty.onec.tree;

import org.jspecify.annotations.NullMarked;
