@NullMarked
package dev.mosty.admin.deliveries;

import org.jspecify.annotations.NullMarked;
