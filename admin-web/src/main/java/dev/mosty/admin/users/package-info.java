/** The people who work with the pages. */
@NullMarked
package dev.mosty.admin.users;

import org.jspecify.annotations.NullMarked;
