@NullMarked
package dev.mosty.admin.calls;

import org.jspecify.annotations.NullMarked;
