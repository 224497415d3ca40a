@NullMarked
package dev.mosty.telephony.pbx;

import org.jspecify.annotations.NullMarked;
