package dev.mosty.onec.bsl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What holds values by keys: {@code Структура} and {@code Соответствие}. */
public sealed interface Keyed {

    /** A pair, as {@code Для Каждого} gives it out. */
    record Pair(Object key, Object value) {}

    List<Pair> pairs();

    /** {@code Структура}: names whatever their case; an unknown one is refused. */
    final class Structure implements Keyed {
        private final Map<String, Pair> byName = new LinkedHashMap<>();

        Object get(String name) {
            Pair pair = byName.get(name.toLowerCase(Locale.ROOT));
            if (pair == null) {
                throw new Refusal("the structure has no «" + name + "»");
            }
            return pair.value();
        }

        boolean has(String name) {
            return byName.containsKey(name.toLowerCase(Locale.ROOT));
        }

        /** Adds or replaces. */
        public void put(String name, Object value) {
            if (!name.matches("[\\p{L}_][\\p{L}\\d_]*")) {
                throw new Refusal("«" + name + "» cannot be a name");
            }
            Pair before = byName.get(name.toLowerCase(Locale.ROOT));
            byName.put(name.toLowerCase(Locale.ROOT), new Pair(before == null ? name : before.key(), value));
        }

        /** Only what is there already can be assigned to. */
        void set(String name, Object value) {
            get(name);
            put(name, value);
        }

        void remove(String name) {
            byName.remove(name.toLowerCase(Locale.ROOT));
        }

        @Override
        public List<Pair> pairs() {
            return new ArrayList<>(byName.values());
        }
    }

    /** {@code Соответствие}: keys of any simple type; an unknown one has {@code Неопределено}. */
    final class Mapping implements Keyed {
        private final Map<Object, Object> values = new LinkedHashMap<>();

        Object get(Object key) {
            return values.getOrDefault(Values.key(key), Undefined.VALUE);
        }

        public void put(Object key, Object value) {
            values.put(Values.key(key), value);
        }

        void remove(Object key) {
            values.remove(Values.key(key));
        }

        @Override
        public List<Pair> pairs() {
            List<Pair> pairs = new ArrayList<>();
            values.forEach((key, value) -> pairs.add(new Pair(key, value)));
            return pairs;
        }
    }
}
