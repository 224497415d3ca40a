@NullMarked
package dev.mosty.admin.overview;

import org.jspecify.annotations.NullMarked;
