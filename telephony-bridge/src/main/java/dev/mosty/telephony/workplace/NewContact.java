package dev.mosty.telephony.workplace;

import dev.mosty.contacts.Card;
import dev.mosty.contacts.Kind;
import dev.mosty.contacts.NameWords;
import dev.mosty.contacts.NumberingPlan;
import dev.mosty.contacts.Phone;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The small form in the window of an unknown number.
 *
 * @param mine whether whoever fills it in is to be the responsible employee
 */
record NewContact(String kind, String name, String company, String phone, String note, boolean mine) {

    /** @param typed the value of a field, empty for none */
    static NewContact of(UnaryOperator<String> typed) {
        return new NewContact(
                typed.apply("kind"),
                NameWords.line(typed.apply("name")),
                NameWords.line(typed.apply("company")),
                typed.apply("phone"),
                NameWords.line(typed.apply("note")),
                typed.apply("mine").equals("yes"));
    }

    /** What came of it. */
    sealed interface Read {
        record Good(Card card) implements Read {}

        /** @param word the key of the sentence */
        record Wrong(String word) implements Read {}
    }

    Read read(NumberingPlan plan, String login, String ext) {
        Optional<Phone> number = plan.read(phone);
        if (number.isEmpty()) {
            return new Read.Wrong("fault-phone");
        }
        Card card = new Card(
                Kind.of(kind).orElse(Kind.PERSON),
                name,
                company,
                note,
                mine ? login : "",
                mine ? ext : "",
                List.of(number.get()));
        return card.fault()
                .map(field -> (Read) new Read.Wrong(field.equals("name") ? "fault-name" : "fault-long"))
                .orElseGet(() -> new Read.Good(card));
    }

    /** Without the person. */
    @Override
    public String toString() {
        return "NewContact[" + kind + "]";
    }
}
