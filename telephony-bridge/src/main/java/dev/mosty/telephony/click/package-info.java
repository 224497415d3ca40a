/** A call by a click in 1C, passed on to the PBX. */
@NullMarked
package dev.mosty.telephony.click;

import org.jspecify.annotations.NullMarked;
