@NullMarked
package dev.mosty.widget;

import org.jspecify.annotations.NullMarked;
