@NullMarked
package dev.mosty.telephony.crm;

import org.jspecify.annotations.NullMarked;
