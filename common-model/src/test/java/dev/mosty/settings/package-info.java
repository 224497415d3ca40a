@NullMarked
package dev.mosty.settings;

import org.jspecify.annotations.NullMarked;
