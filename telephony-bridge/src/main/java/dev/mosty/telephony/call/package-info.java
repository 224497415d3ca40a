/** A call: what is known of it, what each event does to it, and who is told. */
@NullMarked
package dev.mosty.telephony.call;

import org.jspecify.annotations.NullMarked;
