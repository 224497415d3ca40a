/**
 * {@code ./suite bench …}: figures with their method and machine. Each bench starts its own PostgreSQL (durable as a
 * server's), gate and simulator on spare ports and stops them; only loopback is used, and every run is bounded.
 */
@NullMarked
package dev.mosty.testbed.bench;

import org.jspecify.annotations.NullMarked;
