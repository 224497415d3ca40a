/** {@code ./suite demo}: real-shaped messages of invented people go through what is running, and a table says what became of them. */
@NullMarked
package dev.mosty.testbed.demo;

import org.jspecify.annotations.NullMarked;
