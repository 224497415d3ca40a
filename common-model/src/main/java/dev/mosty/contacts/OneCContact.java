package dev.mosty.contacts;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** One item of {@code POST /contacts}, read by {@link OneCContacts}. */
public sealed interface OneCContact {
    UUID originId();

    /** 1C marked it for deletion. */
    record Gone(UUID originId) implements OneCContact {}

    /**
     * @param company empty if 1C does not say: then what people wrote here stays
     * @param note the same
     */
    record Known(
            UUID originId,
            Kind kind,
            String name,
            Optional<String> company,
            Optional<String> note,
            String responsible,
            String responsibleExt,
            List<Phone> phones)
            implements OneCContact {

        Card card() {
            return new Card(kind, name, company.orElse(""), note.orElse(""), responsible, responsibleExt, phones);
        }

        Card over(Card before) {
            return new Card(
                    kind,
                    name,
                    company.orElse(before.company()),
                    note.orElse(before.note()),
                    responsible,
                    responsibleExt,
                    phones);
        }

        /** Without the person. */
        @Override
        public String toString() {
            return "Known[" + originId + "]";
        }
    }
}
