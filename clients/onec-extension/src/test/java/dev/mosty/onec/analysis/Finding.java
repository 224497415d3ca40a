package dev.mosty.onec.analysis;

/**
 * Something that the analyser says.
 *
 * @param code the diagnostic's name, such as {@code ParseError}
 * @param severity {@code Error}, {@code Warning}, {@code Information} or {@code Hint}
 * @param file below the root of the sources
 * @param line counted from 1
 */
record Finding(String code, String severity, String file, int line, String message) {

    /** No module with such a finding is to be loaded, unless it is known to be wrong. */
    boolean fatal() {
        return code.equals("ParseError") || severity.equals("Error");
    }

    @Override
    public String toString() {
        return "%s %s %s:%d %s".formatted(severity, code, file, line, message);
    }
}
