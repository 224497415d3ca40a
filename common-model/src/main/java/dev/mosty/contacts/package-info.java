/** The address book: whom a number belongs to, found by its last digits, and who is responsible for them. */
@NullMarked
package dev.mosty.contacts;

import org.jspecify.annotations.NullMarked;
