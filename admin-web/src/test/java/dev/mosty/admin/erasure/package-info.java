@NullMarked
package dev.mosty.admin.erasure;

import org.jspecify.annotations.NullMarked;
