/**
 * Others who bring contacts into a Bitrix24 portal, to be measured beside bitrix-sync: the algorithm of seed 004, and the
 * portal's own JavaScript SDK. {@link dev.mosty.testbed.bitrix.peer.Peers} runs them by hand; they know a portal only by
 * its address.
 */
@NullMarked
package dev.mosty.testbed.bitrix.peer;

import org.jspecify.annotations.NullMarked;
