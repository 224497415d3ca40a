package dev.mosty.onec.bsl;

/**
 * What the documentation of 1C leaves open: the order of a {@code Соответствие}, and where an empty string is
 * found. A rule must come to the same result either way, so it is run both ways.
 */
public enum Open {
    ONE_WAY,
    THE_OTHER_WAY
}
