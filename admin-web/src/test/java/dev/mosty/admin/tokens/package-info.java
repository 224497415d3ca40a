@NullMarked
package dev.mosty.admin.tokens;

import org.jspecify.annotations.NullMarked;
