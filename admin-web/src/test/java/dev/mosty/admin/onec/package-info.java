@NullMarked
package dev.mosty.admin.onec;

import org.jspecify.annotations.NullMarked;
