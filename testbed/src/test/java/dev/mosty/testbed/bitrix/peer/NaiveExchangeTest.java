package dev.mosty.testbed.bitrix.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosty.testbed.bitrix.BitrixOptions;
import dev.mosty.testbed.bitrix.BitrixSimulator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NaiveExchangeTest {
    private final BitrixSimulator portal = BitrixSimulator.start(BitrixOptions.inMemory());

    @BeforeEach
    void hurry() {
        portal.knobs().takesTime = false;
    }

    @AfterEach
    void stop() {
        portal.close();
    }

    @Test
    void twoRequestsAContactAndARepeatWritesThemAllAgain() throws Exception {
        portal.knobs().enforceBucket = false;
        assertThat(bring(BenchContact.some(5, 0, 0)))
                .extracting(Peer.Counts::requests, Peer.Counts::added, Peer.Counts::updated, Peer.Counts::failed)
                .containsExactly(10L, 5, 0, 0);
        assertThat(bring(BenchContact.some(5, 0, 0)))
                .extracting(Peer.Counts::requests, Peer.Counts::added, Peer.Counts::updated, Peer.Counts::failed)
                .containsExactly(10L, 0, 5, 0);
    }

    @Test
    void whatTheBucketRefusesIsGivenUp() throws Exception {
        portal.knobs().rate = 0.001;
        Peer.Counts counts = bring(BenchContact.some(30, 0, 0));
        assertThat(counts.added()).isEqualTo(25);
        assertThat(counts.failed()).isEqualTo(5);
        assertThat(counts.firstError()).isEqualTo("search: QUERY_LIMIT_EXCEEDED, error_description: Too many requests");
    }

    @Test
    void aHundredContactsOfWhichFiveHaveChanged() {
        List<BenchContact> before = BenchContact.some(100, 0, 5);
        List<BenchContact> after = BenchContact.some(100, 1, 5);
        assertThat(after).filteredOn(contact -> !before.contains(contact)).hasSize(5);
    }

    private Peer.Counts bring(List<BenchContact> contacts) throws Exception {
        return new NaiveExchange(portal.url(), portal.webhook(), 0).bring(contacts);
    }
}
