@NullMarked
package dev.mosty.admin.telephony;

import org.jspecify.annotations.NullMarked;
