@NullMarked
package dev.mosty.admin.audit;

import org.jspecify.annotations.NullMarked;
