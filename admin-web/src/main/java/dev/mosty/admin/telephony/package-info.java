/** The settings of calls: seed 002, sections 1.1 to 1.4. */
@NullMarked
package dev.mosty.admin.telephony;

import org.jspecify.annotations.NullMarked;
