package dev.mosty.admin.shell;

import dev.mosty.access.Role;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The least role that may use a method or a whole page. Without it a GET needs {@link Role#VIEWER} and everything that
 * can change something {@link Role#ADMIN}, so that what was forgotten is closed.
 */
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Needs {
    Role value();
}
