@NullMarked
package dev.mosty.proxy.onec;

import org.jspecify.annotations.NullMarked;
