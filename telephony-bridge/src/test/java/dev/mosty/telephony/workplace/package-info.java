@NullMarked
package dev.mosty.telephony.workplace;

import org.jspecify.annotations.NullMarked;
