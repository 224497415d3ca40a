/** What an employee sees here. */
@NullMarked
package dev.mosty.admin.workplace;

import org.jspecify.annotations.NullMarked;
