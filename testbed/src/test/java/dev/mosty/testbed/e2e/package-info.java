/** The gate's real jar against the simulated amoCRM and a durable PostgreSQL. */
@NullMarked
package dev.mosty.testbed.e2e;

import org.jspecify.annotations.NullMarked;
