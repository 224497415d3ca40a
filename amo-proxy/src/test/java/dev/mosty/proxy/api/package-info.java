@NullMarked
package dev.mosty.proxy.api;

import org.jspecify.annotations.NullMarked;
