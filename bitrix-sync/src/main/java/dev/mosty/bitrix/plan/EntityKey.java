package dev.mosty.bitrix.plan;

import java.util.Locale;

/**
 * One object of 1C. GUIDs in other letters are the same GUID, as the portal's own search has it.
 *
 * @param originId 1C's GUID as it was written
 */
public record EntityKey(EntityType type, String originId) {

    /** The lane in which its work is kept in order, and the key of its link: {@code contact/8a2f…}. */
    public String lane() {
        return type.word() + "/" + canonical();
    }

    /** How an origin id is compared. */
    public String canonical() {
        return canonical(originId);
    }

    public static String canonical(String originId) {
        return originId.toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EntityKey key && key.lane().equals(lane());
    }

    @Override
    public int hashCode() {
        return lane().hashCode();
    }

    @Override
    public String toString() {
        return type.word() + " " + originId;
    }
}
