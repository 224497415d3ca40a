/** What every page has: who may see it, where a change may come from, the frame, the words, the errors. */
@NullMarked
package dev.mosty.admin.shell;

import org.jspecify.annotations.NullMarked;
