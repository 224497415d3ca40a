/** The workplace: what an employee's browser, or another program, is told of the calls of the own extensions. */
@NullMarked
package dev.mosty.telephony.workplace;

import org.jspecify.annotations.NullMarked;
