package dev.mosty.testbed.bitrix;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import dev.mosty.testbed.bitrix.WriteLog.Author;
import dev.mosty.testbed.simulation.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * {@code crm.<owner>.<linked>.add|delete} and {@code .items.get|set|delete}: a deal's or lead's contacts, a contact's
 * companies, a company's contacts.
 */
record LinkMethods(Portal portal, Kind owner, Kind linked) {

    void into(Map<String, Method> methods) {
        String prefix = "crm." + owner.word() + "." + linked.word() + ".";
        methods.put(prefix + "items.get", params -> with(params, item -> new Outcome.Value(shown(ids(item)))));
        methods.put(prefix + "items.set", this::set);
        methods.put(prefix + "items.delete", params -> with(params, item -> replaced(item, List.of())));
        methods.put(prefix + "add", this::add);
        methods.put(
                prefix + "delete",
                params -> with(params, item -> {
                    List<Long> left = new ArrayList<>(ids(item));
                    return left.remove(named(params.get("FIELDS"))) ? replaced(item, left) : no();
                }));
    }

    /** False if it is linked already, or is not there. */
    private Outcome add(Params params) {
        return with(params, item -> {
            Long id = named(params.get("FIELDS"));
            List<Long> more = new ArrayList<>(ids(item));
            if (more.contains(id) || portal.find(linked, id).isEmpty()) {
                return no();
            }
            more.add(id);
            return replaced(item, more);
        });
    }

    private Outcome set(Params params) {
        return with(params, item -> {
            JsonNode rows = params.get("ITEMS");
            return rows.isContainerNode()
                    ? replaced(
                            item,
                            rows.valueStream()
                                    .map(this::named)
                                    .filter(id -> id > 0)
                                    .toList())
                    : Outcome.Refused.of("The parameter items must be array.");
        });
    }

    private Outcome replaced(Item item, List<Long> ids) {
        switch (owner) {
            case CONTACT -> portal.setCompanies(item, ids, Author.REST);
            case COMPANY -> linkFromTheContacts(item, ids);
            case LEAD, DEAL, PRODUCT, SECTION -> portal.setContacts(item, ids, Author.REST);
        }
        return Outcome.yes();
    }

    /** A company's contacts are those that name it. */
    private void linkFromTheContacts(Item company, List<Long> ids) {
        for (Item contact : portal.all(Kind.CONTACT)) {
            boolean is = contact.companies().contains(company.id());
            boolean shall = ids.contains(contact.id());
            if (is != shall) {
                List<Long> companies = new ArrayList<>(contact.companies());
                if (shall) {
                    companies.add(company.id());
                } else {
                    companies.remove(company.id());
                }
                portal.setCompanies(contact, companies, Author.REST);
            }
        }
    }

    private List<Long> ids(Item item) {
        return switch (owner) {
            case CONTACT -> item.companies();
            case COMPANY ->
                portal.all(Kind.CONTACT).stream()
                        .filter(contact -> contact.companies().contains(item.id()))
                        .map(Item::id)
                        .toList();
            case LEAD, DEAL, PRODUCT, SECTION -> item.contacts();
        };
    }

    private String key() {
        return linked == Kind.CONTACT ? "CONTACT_ID" : "COMPANY_ID";
    }

    private Long named(JsonNode row) {
        return Php.whole(row.path(key()));
    }

    private JsonNode shown(List<Long> ids) {
        ArrayNode rows = Json.MAPPER.createArrayNode();
        for (Long id : ids) {
            rows.addObject()
                    .put(key(), id)
                    .put("SORT", 10 * rows.size())
                    .put("ROLE_ID", 0)
                    .put("IS_PRIMARY", id.equals(ids.getFirst()) ? "Y" : "N");
        }
        return rows;
    }

    private static Outcome no() {
        return new Outcome.Value(BooleanNode.FALSE);
    }

    private Outcome with(Params params, Function<Item, Outcome> what) {
        long id = params.id();
        if (id < 1) {
            return Outcome.Refused.of("The parameter ownerEntityID is invalid or not defined.");
        }
        Optional<Item> item = portal.find(owner, id);
        return item.map(what).orElseGet(() -> Outcome.Refused.of("Not found."));
    }
}
