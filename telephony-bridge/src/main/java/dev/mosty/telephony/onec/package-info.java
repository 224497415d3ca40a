/** 1C on the other side: the bodies of «Простые звонки», in order for each call. */
@NullMarked
package dev.mosty.telephony.onec;

import org.jspecify.annotations.NullMarked;
