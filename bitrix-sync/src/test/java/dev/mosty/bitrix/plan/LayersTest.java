package dev.mosty.bitrix.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class LayersTest {
    private static EntityKey section(String id) {
        return new EntityKey(EntityType.SECTION, id);
    }

    @Test
    void aParentComesBeforeItsChildrenWhateverTheOrder() {
        var needs = new LinkedHashMap<EntityKey, Set<EntityKey>>();
        needs.put(section("grandchild"), Set.of(section("child")));
        needs.put(section("child"), Set.of(section("parent")));
        needs.put(section("parent"), Set.of());
        needs.put(section("other"), Set.of(section("in the portal already")));

        assertThat(Layers.of(needs).layers())
                .containsExactly(
                        List.of(section("parent"), section("other")),
                        List.of(section("child")),
                        List.of(section("grandchild")));
    }

    @Test
    void aCircleIsNamedAndWhoeverNeedsItIsInNoLayer() {
        var needs = new LinkedHashMap<EntityKey, Set<EntityKey>>();
        needs.put(section("x"), Set.of(section("a")));
        needs.put(section("a"), Set.of(section("b")));
        needs.put(section("b"), Set.of(section("a")));
        needs.put(section("self"), Set.of(section("self")));

        var layers = Layers.of(needs);
        assertThat(layers.layers()).isEmpty();
        assertThat(layers.cycles()).containsExactly(List.of(section("a"), section("b")), List.of(section("self")));
    }

    /** Every entity is in one layer after all that it needs, or behind a circle. */
    @Property(tries = 200)
    void nothingComesBeforeWhatItNeeds(@ForAll("graphs") Map<EntityKey, Set<EntityKey>> needs) {
        var layers = Layers.of(needs);
        var done = new HashSet<EntityKey>();
        for (var layer : layers.layers()) {
            for (var key : layer) {
                assertThat(done).containsAll(needs.getOrDefault(key, Set.of()));
            }
            done.addAll(layer);
        }
        assertThat(done.size() == needs.size()).isEqualTo(layers.cycles().isEmpty());
    }

    @Provide
    Arbitrary<Map<EntityKey, Set<EntityKey>>> graphs() {
        var keys = Arbitraries.integers().between(0, 9).map(i -> section("s" + i));
        return Arbitraries.maps(keys, keys.set().ofMaxSize(3)).ofMaxSize(10).map(graph -> {
            var closed = new LinkedHashMap<EntityKey, Set<EntityKey>>();
            graph.forEach((key, targets) -> {
                var known = new LinkedHashSet<>(targets);
                known.retainAll(graph.keySet());
                closed.put(key, known);
            });
            return closed;
        });
    }
}
