package dev.mosty.contacts;

/**
 * One number of a contact, made by {@link NumberingPlan}.
 *
 * @param digits as given, without punctuation: what the search compares
 * @param written as somebody wrote it
 * @param e164 {@code +79991234567}; empty if no number of any country comes of it, as with an extension
 */
public record Phone(String digits, String written, String e164) {

    /** For people: E.164, or what was written. */
    public String shown() {
        return e164.isEmpty() ? written : e164;
    }

    /** Without the number. */
    @Override
    public String toString() {
        return "Phone[" + digits.length() + " digits]";
    }
}
