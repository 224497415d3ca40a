@NullMarked
package dev.mosty.admin.contacts;

import org.jspecify.annotations.NullMarked;
