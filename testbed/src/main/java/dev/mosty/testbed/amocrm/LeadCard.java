package dev.mosty.testbed.amocrm;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A lead's newest state, its latest writes, and its text for the search, made when first asked for. */
final class LeadCard {
    private static final int MAX_HISTORY = 50;

    private Lead lead;
    private final ArrayDeque<LeadChange> history = new ArrayDeque<>(1);
    private @Nullable String text;
    private @Nullable Trigrams trigrams;

    LeadCard(Lead lead) {
        this.lead = lead;
    }

    Lead lead() {
        return lead;
    }

    List<LeadChange> history() {
        return List.copyOf(history);
    }

    void becomes(Lead newer, LeadChange change) {
        lead = newer;
        text = null;
        trigrams = null;
        history.addLast(change);
        if (history.size() > MAX_HISTORY) {
            history.removeFirst();
        }
    }

    /** Drops this write from the history, if it is still there: only the oldest can be asked for. */
    void forget(LeadChange change) {
        if (!history.isEmpty() && history.getFirst().sequence() == change.sequence()) {
            history.removeFirst();
        }
    }

    /** Whether the name or a filled field contains the text, which is in lower case. */
    boolean contains(String wanted, Trigrams wantedTrigrams) {
        String all = text;
        Trigrams set = trigrams;
        if (all == null || set == null) {
            all = searchable();
            set = Trigrams.of(all);
            text = all;
            trigrams = set;
        }
        return set.covers(wantedTrigrams) && all.contains(wanted);
    }

    private String searchable() {
        StringBuilder all = new StringBuilder(lead.name());
        lead.fields()
                .values()
                .forEach(values -> values.forEach(value -> all.append('\n').append(value.text())));
        return all.toString().toLowerCase(Locale.ROOT);
    }
}
