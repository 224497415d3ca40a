package dev.mosty.admin.shell;

import dev.mosty.access.Role;

/**
 * A page in the navigation. A page announces itself: its package produces one of these as a bean
 * ({@code @Produces @Singleton}).
 *
 * @param order among all of them, ascending; tens, so that something fits between
 * @param path such as {@code /admin/users}; pages below it mark the same entry
 * @param word the key of its name in {@link Words}
 * @param group the key of its group's heading, such as {@code shell-group-access}
 * @param least the least role that sees it
 */
public record NavEntry(int order, String path, String word, String group, Role least) {

    boolean leadsTo(String requested) {
        return requested.equals(path) || (!path.equals("/admin") && requested.startsWith(path + "/"));
    }
}
