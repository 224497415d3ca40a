@NullMarked
package dev.mosty.proxy;

import org.jspecify.annotations.NullMarked;
