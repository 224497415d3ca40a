/** amoCRM's webhooks in, signed events out to the targets that asked for them. */
@NullMarked
package dev.mosty.gate.webhook;

import org.jspecify.annotations.NullMarked;
