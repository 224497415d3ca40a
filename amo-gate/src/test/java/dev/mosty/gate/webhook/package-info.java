/** Tests: Webhooks in and out. */
@NullMarked
package dev.mosty.gate.webhook;

import org.jspecify.annotations.NullMarked;
