package dev.mosty.access;

/**
 * A token that was accepted: which one it is, without its value.
 *
 * @param purpose what it opens, such as {@code proxy} or {@code onec}
 * @param name whose it is, as people see it
 */
public record AccessToken(long id, String purpose, String name) {}
