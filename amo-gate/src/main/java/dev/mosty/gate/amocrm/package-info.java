/** amoCRM's API v4: one channel, one token, one pace for everything that is said to it. */
@NullMarked
package dev.mosty.gate.amocrm;

import org.jspecify.annotations.NullMarked;
