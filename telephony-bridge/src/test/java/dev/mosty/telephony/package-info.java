/** The service over HTTP, with a 1C and a PBX that answer as told. */
@NullMarked
package dev.mosty.telephony;

import org.jspecify.annotations.NullMarked;
