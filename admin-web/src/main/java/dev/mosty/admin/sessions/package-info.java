/** Who is signed in where, and ending it. */
@NullMarked
package dev.mosty.admin.sessions;

import org.jspecify.annotations.NullMarked;
