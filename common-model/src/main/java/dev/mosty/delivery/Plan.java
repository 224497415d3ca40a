package dev.mosty.delivery;

import java.util.Map;
import java.util.Optional;

/**
 * What a channel made of some parcels before anything left.
 *
 * @param settled outcomes that need no request, by delivery id
 * @param request what is to be sent; empty when nothing is
 */
public record Plan<R>(Map<Long, Outcome> settled, Optional<R> request) {}
