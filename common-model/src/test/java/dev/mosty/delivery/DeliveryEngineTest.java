package dev.mosty.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mosty.testsupport.Database;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class DeliveryEngineTest {
    @AutoClose
    private static final Database DATABASE = Database.migrated();

    private final DeliveryEngine engine = new DeliveryEngine(
            DATABASE.jdbi(), new Sessions(DATABASE.url(), DATABASE.user(), ""), new SimpleMeterRegistry(), "test");

    @AfterEach
    void stop() {
        engine.close();
    }

    @Test
    void whatIsAcceptedArrivesInOrderPerKey() {
        var remote = new Remote("ordered", new Grouping.OneByOne());
        engine.open(remote);

        accept(IntStream.range(0, 40)
                .mapToObj(i -> Item.of("ordered", "key" + i % 4, "event", "n" + i, null))
                .toList());

        await().atMost(Duration.ofSeconds(10)).until(() -> remote.requests.size() == 40);
        for (int key = 0; key < 4; key++) {
            var lane = "key" + key;
            assertThat(remote.requests.stream()
                            .map(List::getFirst)
                            .filter(parcel -> parcel.key().equals(lane))
                            .map(parcel -> parcel.newest().payload()))
                    .containsExactlyElementsOf(IntStream.range(0, 40)
                            .filter(i -> lane.equals("key" + i % 4))
                            .mapToObj(i -> "n" + i)
                            .toList());
        }
        await().untilAsserted(() -> assertThat(DeliveryMetrics.read(DATABASE.jdbi(), "ordered"))
                .isEqualTo(new DeliveryMetrics.Depth(0, 0, 0.0, Optional.empty())));
    }

    private void accept(List<Item> items) {
        DATABASE.jdbi().useTransaction(tx -> Acceptance.accept(tx, items));
        engine.committed(items);
    }
}
