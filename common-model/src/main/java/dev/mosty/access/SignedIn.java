package dev.mosty.access;

import java.util.List;

/**
 * A person whose session is open.
 *
 * @param session the id of that session
 * @param extensions the person's telephone extensions, empty for most
 */
public record SignedIn(long userId, String login, Role role, List<String> extensions, String session) {}
