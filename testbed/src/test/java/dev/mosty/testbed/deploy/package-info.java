/** What lies in {@code deploy/}, run for real: Debian's own nginx behind {@code deploy/nginx/start.sh}, and texts. */
@NullMarked
package dev.mosty.testbed.deploy;

import org.jspecify.annotations.NullMarked;
