package dev.mosty.bitrix.plan;

import java.util.Map;

/**
 * The fields that the portal has. It ignores what it does not know without a word ({@code facts/bitrix24.md §1.2}), so
 * that only its own list tells a slip of the pen from a value that was written.
 *
 * @param readOnly by field; a kind that is missing was never told, and nothing of it is judged
 */
public record Fields(Map<EntityType, Map<String, Boolean>> readOnly) {

    /** Whether a field can be written. */
    public enum Standing {
        WRITABLE,
        UNKNOWN,
        READ_ONLY
    }

    public Standing of(EntityType type, String field) {
        var known = readOnly.get(type);
        if (known == null) {
            return Standing.WRITABLE;
        }
        var fixed = known.get(field);
        return fixed == null ? Standing.UNKNOWN : fixed ? Standing.READ_ONLY : Standing.WRITABLE;
    }
}
