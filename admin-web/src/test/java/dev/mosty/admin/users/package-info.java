@NullMarked
package dev.mosty.admin.users;

import org.jspecify.annotations.NullMarked;
