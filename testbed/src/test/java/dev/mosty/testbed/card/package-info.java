@NullMarked
package dev.mosty.testbed.card;

import org.jspecify.annotations.NullMarked;
