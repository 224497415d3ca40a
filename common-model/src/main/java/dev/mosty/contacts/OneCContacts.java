package dev.mosty.contacts;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of {@code POST /contacts}, strictly: what is there in a wrong form refuses the whole body, since half
 * an address book is worse than the one of yesterday. Fields that it does not know are left alone. Only a phone in which
 * no number can be read, as people type them into 1C, is left out and named: nobody at 1C's side can mend a thousand
 * cards before the rest may come.
 */
@Singleton
public class OneCContacts {
    /** Items in one body. */
    public static final int MOST = 10_000;

    private final NumberingPlan plan;

    public OneCContacts(NumberingPlan plan) {
        this.plan = plan;
    }

    /** What became of a body. */
    public sealed interface Reading {
        /** @param unread a sentence of each phone that was left out, with its item's index and its field */
        record Understood(List<OneCContact> contacts, List<String> unread) implements Reading {}

        /** @param why one sentence that names the item's index, from 0, and its field, but never a value */
        record Malformed(String why) implements Reading {}
    }

    public Reading read(@Nullable JsonNode body) {
        if (body == null || !body.isArray()) {
            return new Reading.Malformed("the body must be an array of contacts");
        }
        if (body.size() > MOST) {
            return new Reading.Malformed("the array must have at most " + MOST + " items");
        }
        List<OneCContact> contacts = new ArrayList<>(body.size());
        List<String> unread = new ArrayList<>();
        for (int index = 0; index < body.size(); index++) {
            try {
                String item = "item " + index + ": ";
                contacts.add(contact(body.get(index), fault -> unread.add(item + fault)));
            } catch (WrongField wrong) {
                return new Reading.Malformed("item " + index + ": " + wrong.getMessage());
            }
        }
        return new Reading.Understood(contacts, unread);
    }

    /** Ends the reading of one item, however deep it is; never leaves this class. */
    private static final class WrongField extends RuntimeException {
        private static final long serialVersionUID = 1L;

        WrongField(String sentence) {
            super(sentence, null, false, false);
        }
    }

    private OneCContact contact(JsonNode item, Consumer<String> unread) {
        if (!item.isObject()) {
            throw new WrongField("a contact must be an object");
        }
        UUID id = id(item.path("id"));
        JsonNode deleted = item.path("deleted");
        if (!deleted.isBoolean() && !deleted.isMissingNode()) {
            throw new WrongField("deleted must be true or false");
        }
        if (deleted.asBoolean()) {
            return new OneCContact.Gone(id);
        }
        OneCContact.Known known = new OneCContact.Known(
                id,
                Kind.of(text(item, "kind").orElse(""))
                        .orElseThrow(() -> new WrongField("kind must be \"person\" or \"company\"")),
                text(item, "name").orElse(""),
                text(item, "company"),
                text(item, "note"),
                text(item, "responsible").orElse(""),
                text(item, "responsibleExt").orElse(""),
                phones(item.path("phones"), unread));
        known.card().fault().ifPresent(field -> {
            throw new WrongField(field + " is empty, too long or has signs that may not be in it");
        });
        return known;
    }

    private static UUID id(JsonNode node) {
        String text = node.asText("");
        if (!node.isTextual() || !text.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")) {
            throw new WrongField("id must be a GUID");
        }
        return UUID.fromString(text);
    }

    /** Empty if it is not there or null. */
    private static Optional<String> text(JsonNode item, String field) {
        JsonNode node = item.path(field);
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        if (!node.isTextual()) {
            throw new WrongField(field + " must be text");
        }
        return Optional.of(NameWords.line(plain(field, node)));
    }

    /** A line break or the like becomes a blank; a NUL comes of no text of 1C. */
    private static String plain(String field, JsonNode text) {
        if (text.textValue().indexOf('\0') >= 0) {
            throw new WrongField(field + " must not have a NUL in it");
        }
        return text.textValue();
    }

    private List<Phone> phones(JsonNode node, Consumer<String> unread) {
        if (node.isMissingNode() || node.isNull()) {
            return List.of();
        }
        if (!node.isArray() || node.size() > Card.MOST_PHONES) {
            throw new WrongField("phones must be an array of at most " + Card.MOST_PHONES + " texts");
        }
        Map<String, Phone> phones = new LinkedHashMap<>();
        for (int i = 0; i < node.size(); i++) {
            String field = "phones[" + i + "]";
            if (!node.get(i).isTextual()) {
                throw new WrongField(field + " must be text");
            }
            plan.read(plain(field, node.get(i)))
                    .ifPresentOrElse(
                            phone -> phones.putIfAbsent(phone.digits(), phone),
                            () -> unread.accept(field + " is not one number of at most 20 digits and was left out"));
        }
        return List.copyOf(phones.values());
    }
}
