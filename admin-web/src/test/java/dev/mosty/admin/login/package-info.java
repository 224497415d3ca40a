@NullMarked
package dev.mosty.admin.login;

import org.jspecify.annotations.NullMarked;
