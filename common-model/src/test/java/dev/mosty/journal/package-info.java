@NullMarked
package dev.mosty.journal;

import org.jspecify.annotations.NullMarked;
