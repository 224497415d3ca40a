/** Tests of the address book. */
@NullMarked
package dev.mosty.contacts;

import org.jspecify.annotations.NullMarked;
