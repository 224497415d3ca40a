@NullMarked
package dev.mosty.admin.search;

import org.jspecify.annotations.NullMarked;
