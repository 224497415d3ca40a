/** What is on its way to the other sides, what they refused, and the switches of the channels. */
@NullMarked
package dev.mosty.admin.deliveries;

import org.jspecify.annotations.NullMarked;
