/** What lies in {@code deploy/} and {@code tests/}, tried with the programs that will read it. */
@NullMarked
package dev.mosty.testbed.deploy;

import org.jspecify.annotations.NullMarked;
