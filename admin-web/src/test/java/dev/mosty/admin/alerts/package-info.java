@NullMarked
package dev.mosty.admin.alerts;

import org.jspecify.annotations.NullMarked;
