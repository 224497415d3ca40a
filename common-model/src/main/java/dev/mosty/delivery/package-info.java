/**
 * Nothing lost, in order, at the speed the other side allows.
 *
 * <p>{@link dev.mosty.delivery.Acceptance} stores work, {@link dev.mosty.delivery.SharedCommit} lets concurrent
 * callers share a commit, a {@link dev.mosty.delivery.Drainer} takes the work of one {@link
 * dev.mosty.delivery.Channel} to the other side, and {@link dev.mosty.delivery.DeliveryEngine} ties them together.
 */
@NullMarked
package dev.mosty.delivery;

import org.jspecify.annotations.NullMarked;
