/** The PBX's calls reach 1C and the right employee's screen, and a click in 1C reaches the PBX. */
@NullMarked
package dev.mosty.telephony;

import org.jspecify.annotations.NullMarked;
