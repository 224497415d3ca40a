package dev.mosty.contacts;

import dev.mosty.testsupport.Database;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;

/**
 * How long the book takes with 1,000,000 numbers of 500,000 contacts, over a connection of the pool and whole: the call,
 * both statements, the records; for each N that is given. Random numbers are asked, half of them of the book; the first answers are not counted.
 *
 * <p>{@code mvn -pl common-model test-compile exec:java -Dexec.classpathScope=test
 * -Dexec.mainClass=dev.mosty.contacts.SearchBench}
 */
final class SearchBench {
    private static final int NUMBERS = 1_000_000;
    private static final int WARM_UP = 3_000;
    private static final int ASKED = 10_000;

    private SearchBench() {}

    public static void main(String[] args) {
        try (Database database = Database.migrated()) {
            Jdbi jdbi = database.jdbi();
            fill(jdbi);
            AddressBook book = new AddressBook(jdbi);
            for (int n : args.length == 0
                    ? new int[] {1, 5, 10}
                    : Stream.of(args).mapToInt(Integer::parseInt).toArray()) {
                say("search, 10 shown", n, measure(phone -> book.search(phone, n, 10)));
                say("responsible", n, measure(phone -> book.responsible(phone, n)));
            }
        }
        System.exit(0);
    }

    private static void fill(Jdbi jdbi) {
        jdbi.useHandle(handle -> {
            handle.execute("select setseed(0.5)");
            handle.execute("""
                    insert into contact (kind, name, company, note, responsible, responsible_ext, source, changed_by,
                        sort_name, words)
                    select 'person', 'Контакт ' || i, '', '', '', (100 + i % 50)::text, 'csv', 'bench',
                        'контакт ' || i, array['контакт', i::text]
                    from generate_series(1, ?) i
                    """, NUMBERS / 2);
            handle.execute("""
                    insert into contact_phone (contact, position, digits, written)
                    select 1 + i / 2, i % 2, '79' || lpad(floor(random() * 1e9)::bigint::text, 9, '0'), ''
                    from generate_series(0, ? - 1) i on conflict do nothing
                    """, NUMBERS);
            handle.execute("vacuum analyze contact, contact_phone");
        });
    }

    private static long[] measure(Consumer<String> question) {
        Random random = new Random(7);
        List<String> phones = new ArrayList<>();
        for (int i = 0; i < WARM_UP + ASKED; i++) {
            phones.add("89" + String.format("%09d", random.nextInt(1_000_000_000)));
        }
        long[] nanos = new long[ASKED];
        for (int i = 0; i < phones.size(); i++) {
            long start = System.nanoTime();
            question.accept(phones.get(i));
            if (i >= WARM_UP) {
                nanos[i - WARM_UP] = System.nanoTime() - start;
            }
        }
        Arrays.sort(nanos);
        return nanos;
    }

    private static void say(String what, int n, long[] nanos) {
        System.out.printf(
                "%-18s N=%-3d p50 %.2f ms  p99 %.2f ms  max %.2f ms%n",
                what,
                n,
                nanos[nanos.length / 2] / 1e6,
                nanos[nanos.length * 99 / 100] / 1e6,
                nanos[nanos.length - 1] / 1e6);
    }
}
