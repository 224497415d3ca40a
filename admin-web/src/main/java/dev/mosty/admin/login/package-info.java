/** Signing in and out, the own account, and the first administrator. */
@NullMarked
package dev.mosty.admin.login;

import org.jspecify.annotations.NullMarked;
