@NullMarked
package dev.mosty.admin.sessions;

import org.jspecify.annotations.NullMarked;
