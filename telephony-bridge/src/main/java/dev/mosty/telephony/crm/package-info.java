/** What comes in the place of 1C: calls of «Простые звонки», and the address book. */
@NullMarked
package dev.mosty.telephony.crm;

import org.jspecify.annotations.NullMarked;
