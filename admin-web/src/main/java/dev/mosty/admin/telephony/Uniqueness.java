package dev.mosty.admin.telephony;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;

/**
 * How many numbers of the address book nobody shares the last N digits with: what the choice of N costs. Of a large
 * book a sample is asked, each number through the index, so that the page stays quick.
 */
@Singleton
class Uniqueness {
    private static final int SAMPLE = 1000;
    private static final List<Integer> COMPARED = List.of(5, 7, 10);

    private final Jdbi jdbi;

    Uniqueness(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * @param digits N
     * @param alone of the numbers asked that are longer than N
     * @param asked all of those
     */
    public record Share(int digits, long alone, long asked) {
        /** Rounded down: what is not certain is not called so. */
        public String percent() {
            return asked == 0 ? "—" : alone * 100 / asked + " %";
        }
    }

    /**
     * @param numbers in the book
     * @param sampled whether only some of them were asked
     */
    record Reading(long numbers, boolean sampled, List<Share> shares) {}

    /** @param chosen N, which is among the answers beside a few to compare it with */
    Reading read(int chosen) {
        return jdbi.withHandle(handle -> {
            long numbers = handle.select("select count(*) from contact_phone")
                    .mapTo(Long.class)
                    .one();
            boolean sampled = numbers > 2 * SAMPLE;
            SortedSet<Integer> digits = new TreeSet<>(COMPARED);
            digits.add(chosen);
            double percent = sampled ? 100.0 * SAMPLE / numbers : 100;
            return new Reading(numbers, sampled, numbers == 0 ? List.of() : shares(handle, digits, percent));
        });
    }

    private static List<Share> shares(Handle handle, SortedSet<Integer> digits, double percent) {
        return handle.createQuery("""
                        with sample as (select distinct digits from contact_phone tablesample bernoulli (:percent))
                        select n as digits, count(*) filter (where length(s.digits) > n) as asked,
                            count(*) filter (where length(s.digits) > n and not exists (
                                select from contact_phone other
                                where reverse(other.digits) ~>=~ reverse(right(s.digits, n))
                                  and reverse(other.digits) ~<~ (reverse(right(s.digits, n)) || ':')
                                  and other.digits <> s.digits)) as alone
                        from sample s cross join unnest(:digits) n group by n order by n
                        """)
                .bind("percent", percent)
                .bind("digits", digits.toArray(Integer[]::new))
                .map(ConstructorMapper.of(Share.class))
                .list();
    }
}
