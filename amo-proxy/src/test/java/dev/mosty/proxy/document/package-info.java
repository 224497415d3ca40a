@NullMarked
package dev.mosty.proxy.document;

import org.jspecify.annotations.NullMarked;
