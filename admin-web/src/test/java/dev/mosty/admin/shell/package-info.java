@NullMarked
package dev.mosty.admin.shell;

import org.jspecify.annotations.NullMarked;
