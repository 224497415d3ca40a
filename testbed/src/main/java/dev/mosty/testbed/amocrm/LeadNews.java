package dev.mosty.testbed.amocrm;

import dev.mosty.testbed.simulation.StateStream;
import java.util.List;
import java.util.Optional;

/** The leads that changed since one browser was told last, at most 60 at once. */
final class LeadNews implements StateStream.News {
    private static final int MOST_LEADS = 60;

    private final Account account;
    private long seen;

    LeadNews(Account account) {
        this.account = account;
        this.seen = account.leads().lastSequence();
    }

    @Override
    public Optional<StateStream.Event> next() {
        long last = account.leads().lastSequence();
        if (last == seen) {
            return Optional.empty();
        }
        List<LeadView> changed = account.leads().changedAfter(seen, MOST_LEADS).stream()
                .map(lead -> LeadView.of(lead, account))
                .toList();
        seen = last;
        return Optional.of(new StateStream.Event("leads", changed));
    }
}
