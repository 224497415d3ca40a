package dev.mosty.contacts;

import java.util.List;

/**
 * Whose a number may be.
 *
 * @param contacts those whose whole number agrees come first
 * @param more whether there are others that are not among them
 */
public record Matches(List<Contact> contacts, boolean more) {
    static final Matches NONE = new Matches(List.of(), false);
}
