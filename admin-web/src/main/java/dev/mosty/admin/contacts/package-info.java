/** The address book: its list, one contact, and files of contacts in and out. */
@NullMarked
package dev.mosty.admin.contacts;

import org.jspecify.annotations.NullMarked;
