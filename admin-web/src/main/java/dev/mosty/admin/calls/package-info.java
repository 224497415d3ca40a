/** The journal of calls, which telephony-bridge writes. */
@NullMarked
package dev.mosty.admin.calls;

import org.jspecify.annotations.NullMarked;
