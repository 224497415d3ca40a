@NullMarked
package dev.mosty.testbed.launcher;

import org.jspecify.annotations.NullMarked;
