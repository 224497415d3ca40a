/** What tests in a real browser share. */
@NullMarked
package dev.mosty.testbed.browser;

import org.jspecify.annotations.NullMarked;
