@NullMarked
package dev.mosty.admin.logs;

import org.jspecify.annotations.NullMarked;
