/** RDESK's bookings and medical orders become lead updates in amoCRM. */
@NullMarked
package dev.mosty.gate;

import org.jspecify.annotations.NullMarked;
