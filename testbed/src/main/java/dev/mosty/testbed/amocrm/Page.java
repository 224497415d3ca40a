package dev.mosty.testbed.amocrm;

import io.vertx.core.MultiMap;
import java.util.List;
import java.util.stream.Stream;

/** A page of a list: {@code page} counts from 1, {@code limit} is at most 250 (facts/amocrm.md §2, Batches). */
record Page(int number, int limit) {
    private static final int MAX_LIMIT = 250;

    static Page read(MultiMap query) {
        return new Page(read(query, "page", 1, Integer.MAX_VALUE / MAX_LIMIT), read(query, "limit", 50, MAX_LIMIT));
    }

    <T> List<T> of(Stream<T> all) {
        return all.skip((number - 1L) * limit).limit(limit).toList();
    }

    private static int read(MultiMap query, String key, int usual, int max) {
        String value = query.get(key);
        if (value == null) {
            return usual;
        }
        try {
            int number = Integer.parseInt(value);
            if (number >= 1 && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(key + " must be an integer", e);
        }
        throw new IllegalArgumentException(key + " must be between 1 and " + max);
    }
}
