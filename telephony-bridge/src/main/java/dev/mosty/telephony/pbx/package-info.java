/** What the PBX tells, and how it is answered. */
@NullMarked
package dev.mosty.telephony.pbx;

import org.jspecify.annotations.NullMarked;
