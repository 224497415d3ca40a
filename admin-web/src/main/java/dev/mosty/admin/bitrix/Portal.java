package dev.mosty.admin.bitrix;

import java.util.List;

/**
 * Where bitrix-sync says that the portal is.
 *
 * @param told whether it has said anything yet
 * @param name how this portal is told from another; empty while none is connected
 * @param site before {@code /crm/…}, without a slash at its end; empty while none is connected
 * @param missing the variables that are not set
 */
record Portal(boolean told, String name, String site, List<String> missing) {
    static final Portal UNKNOWN = new Portal(false, "", "", List.of());

    public boolean connected() {
        return !site.isEmpty();
    }

    public String missingLine() {
        return String.join(", ", missing);
    }

    /** The address of that entity's card, empty if it has none. */
    public String card(String entity, String id) {
        return connected()
                        && id.matches("[0-9]{1,18}")
                        && Kind.of(entity).filter(Kind::hasCard).isPresent()
                ? site + "/crm/" + entity + "/details/" + id + "/"
                : "";
    }
}
