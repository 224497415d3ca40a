package dev.mosty.testbed.bitrix;

import java.util.List;

/** Who names whom, and what becomes of that when one of them goes. */
final class Links {
    private static final long NOBODY = 0;

    private Links() {}

    /** The same without the one that is gone. */
    static Item without(Item item, Item gone) {
        return swapped(item, gone, NOBODY);
    }

    /** The same with another in the place of the one that is gone; the main ones follow from the lists. */
    static Item swapped(Item item, Item gone, long by) {
        return switch (gone.kind()) {
            case CONTACT ->
                item.contacts().contains(gone.id())
                        ? withMain(item.withContacts(swapped(item.contacts(), gone.id(), by)))
                        : item;
            case COMPANY ->
                item.companies().contains(gone.id())
                        ? withMain(item.withCompanies(swapped(item.companies(), gone.id(), by)))
                        : swappedValue(item, "COMPANY_ID", gone.id(), by);
            case SECTION -> item.kind().ofCatalogue() ? swappedValue(item, "SECTION_ID", gone.id(), by) : item;
            case LEAD, DEAL, PRODUCT -> item;
        };
    }

    /** With CONTACT_ID or COMPANY_ID as the first of its list, where the kind has such a list. */
    static Item withMain(Item item) {
        return switch (item.kind()) {
            case CONTACT -> item.with("COMPANY_ID", first(item.companies()));
            case LEAD, DEAL -> item.with("CONTACT_ID", first(item.contacts()));
            case COMPANY, PRODUCT, SECTION -> item;
        };
    }

    private static Item swappedValue(Item item, String field, long gone, long by) {
        boolean names = item.value(field).equals(Long.toString(gone));
        return names ? item.with(field, by == NOBODY ? "" : Long.toString(by)) : item;
    }

    private static List<Long> swapped(List<Long> ids, long gone, long by) {
        return ids.stream()
                .map(id -> id == gone ? by : id)
                .filter(id -> id != NOBODY)
                .distinct()
                .toList();
    }

    private static String first(List<Long> ids) {
        return ids.isEmpty() ? "" : Long.toString(ids.getFirst());
    }
}
