package dev.mosty.testbed.amocrm;

/**
 * One part of a write.
 *
 * @param key {@code price}, {@code name}, … or a custom field's id
 * @param label the custom field's name; empty for the lead's own properties
 * @param before empty if it was not filled
 * @param after empty if it was cleared
 */
public record FieldChange(String key, String label, String before, String after) {

    /** False if the write repeated what the lead had. */
    public boolean real() {
        return !before.equals(after);
    }
}
