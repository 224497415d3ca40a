@NullMarked
package dev.mosty.telephony.call;

import org.jspecify.annotations.NullMarked;
