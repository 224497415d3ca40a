@NullMarked
package dev.mosty.telephony.onec;

import org.jspecify.annotations.NullMarked;
