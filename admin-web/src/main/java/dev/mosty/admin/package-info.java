/** The pages on which the staff sees and steers the bridges: a package a page, and shell around all of them. */
@NullMarked
package dev.mosty.admin;

import org.jspecify.annotations.NullMarked;
