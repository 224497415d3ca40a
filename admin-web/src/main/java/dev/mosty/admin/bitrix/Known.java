package dev.mosty.admin.bitrix;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the portal has told of its people and currencies, as bitrix-sync read it.
 *
 * @param readAt null while nobody has asked
 * @param waiting whether bitrix-sync is to read them anew
 * @param noUsers why there are no users: {@code denied}, {@code away}; null if there are
 * @param noCurrencies the same of currencies
 */
record Known(
        @Nullable Instant readAt,
        boolean waiting,
        @Nullable String noUsers,
        @Nullable String noCurrencies,
        List<Person> people,
        List<Coin> coins) {
    /** bitrix-sync reads no more of them. */
    private static final int MOST = 2_000;

    static final Known NOTHING = new Known(null, false, null, null, List.of(), List.of());

    record Person(long id, String name, String email) {
        /** As people tell one from another. */
        public String line() {
            return name.isEmpty() ? email : email.isEmpty() ? name : name + " · " + email;
        }

        private boolean is(String onec) {
            String said = plain(onec);
            String[] words = plain(name).split(" ", -1);
            String turned = words.length == 2 ? words[1] + " " + words[0] : "";
            return !said.isEmpty() && (said.equals(plain(name)) || said.equals(plain(email)) || said.equals(turned));
        }

        private static String plain(String text) {
            return text.toLowerCase(Locale.ROOT)
                    .replace('ё', 'е')
                    .replaceAll("\\s+", " ")
                    .strip();
        }
    }

    record Coin(String code, String name) {}

    Optional<Person> person(long id) {
        return people.stream().filter(person -> person.id() == id).findFirst();
    }

    /** The one at the portal who is called as 1C calls them, if it is only one. */
    Optional<Person> alike(String onec) {
        List<Person> found = people.stream().filter(person -> person.is(onec)).toList();
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    /** Surely not: where the list is not whole, nobody knows. */
    boolean lacksPerson(long id) {
        return noUsers == null
                && !people.isEmpty()
                && people.size() < MOST
                && person(id).isEmpty();
    }

    boolean lacksCoin(String code) {
        return noCurrencies == null
                && !coins.isEmpty()
                && coins.stream().noneMatch(coin -> coin.code().equals(code));
    }

    /** Without people's names. */
    @Override
    public String toString() {
        return "Known[" + people.size() + " people, " + coins.size() + " currencies]";
    }
}
