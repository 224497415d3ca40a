package dev.mosty.contacts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosty.testsupport.Database;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AddressBookTest {
    @AutoClose
    private static final Database DATABASE = Database.migrated();

    private static final NumberingPlan PLAN = new NumberingPlan("RU");

    private final Jdbi jdbi = DATABASE.jdbi();
    private final AddressBook book = new AddressBook(jdbi);

    @BeforeEach
    void theBookIsEmpty() {
        jdbi.useHandle(handle -> handle.execute("delete from contact"));
    }

    @Test
    void aContactIsFoundByTheLastDigitsOfANumber() {
        add("Петров", "100", "8 (999) 123-45-67");
        add("Сидоров", "101", "+7 999 765-43-21");

        assertThat(names(book.search("+79991234567", 7, 10))).containsExactly("Петров");
        assertThat(names(book.search("123-45-67", 5, 10))).containsExactly("Петров");
        assertThat(names(book.search("1234567", 7, 10))).isEmpty();
        assertThat(names(book.search("anonymous", 7, 10))).isEmpty();
    }

    @Test
    void aContactWithSeveralFittingNumbersIsFoundOnce() {
        add("Петров", "100", "89991234567", "84951234567");

        assertThat(names(book.search("81234567", 7, 10))).containsExactly("Петров");
    }

    @Test
    void whoseWholeNumberAgreesComesFirst() {
        add("Антонов", "", "84950034567");
        add("Яковлев", "", "89991234567");

        assertThat(names(book.search("+79991234567", 5, 10))).containsExactly("Яковлев", "Антонов");
    }

    @Test
    void thatThereAreMoreThanShownIsSaid() {
        IntStream.range(0, 4).forEach(i -> add("Петров " + i, "", "8495" + i + "234567"));

        assertThat(book.search("89991234567", 5, 4).more()).isFalse();
        Matches three = book.search("89991234567", 5, 3);
        assertThat(names(three)).containsExactly("Петров 0", "Петров 1", "Петров 2");
        assertThat(three.more()).isTrue();
    }

    @Test
    void whatWasWrittenIsReadBack() {
        Card card = new Card(
                Kind.COMPANY,
                "ООО «Ёлка»",
                "Холдинг",
                "строка\nвторая",
                "Иванова",
                "100",
                phones("100", "8 999 1234567"));
        long id = jdbi.inTransaction(tx -> ContactTable.insert(tx, List.of(card), Source.ADMIN, "root"))
                .getFirst();

        Contact read = book.find(id).orElseThrow();
        assertThat(read.card()).isEqualTo(card);
        assertThat(read.originId()).isEmpty();
        assertThat(read.source()).isEqualTo(Source.ADMIN);
        assertThat(read.changedBy()).isEqualTo("root");
        assertThat(read.card().phones()).extracting(Phone::shown).containsExactly("100", "+79991234567");
        assertThat(book.find(id + 1)).isEmpty();
    }

    @Test
    void theResponsiblesExtensionIsTold() {
        add("Петров", "100", "89991234567");

        assertThat(book.responsible("+7 999 123-45-67", 5)).contains("100");
        assertThat(book.responsible("+7 999 123-45-60", 5)).isEmpty();
        assertThat(book.responsible("", 5)).isEmpty();
    }

    @Test
    void contactsOfOneResponsibleAreNoDoubt() {
        add("Петров", "100", "89991234567");
        add("Петрова", "100", "89991234567");

        assertThat(book.responsible("89991234567", 5)).contains("100");
    }

    @Test
    void differentResponsiblesAreNobody() {
        add("Петров", "100", "89991234567");
        add("Сидоров", "101", "84950034567");

        assertThat(book.responsible("89991234567", 5)).isEmpty();
        assertThat(book.responsible("89991234567", 7)).contains("100");
    }

    @Test
    void aContactWithoutAResponsibleMakesTheOthersDoubtful() {
        add("Петров", "100", "89991234567");
        add("Сидоров", "", "84950034567");

        assertThat(book.responsible("89991234567", 5)).isEmpty();
        assertThat(book.responsible("84950034567", 10)).isEmpty();
    }

    @Test
    void moreNumbersThanAreLookedAtAreNobody() {
        jdbi.useTransaction(tx -> ContactTable.insert(
                tx,
                IntStream.range(0, AddressBook.LOOKED_AT)
                        .mapToObj(i -> card("Петров", "100", "8495" + (1000 + i) + "7"))
                        .toList(),
                Source.CSV,
                "root"));

        assertThat(book.responsible("89991234567", 1)).isEmpty();
        assertThat(book.responsible("849510007", 5)).contains("100");
    }

    @Test
    void theIndexAnswersUnderAGenericPlanToo() {
        jdbi.useTransaction(tx -> ContactTable.insert(
                tx,
                IntStream.range(0, 20_000)
                        .mapToObj(i -> card("Петров " + i, "100", "8999" + (1_000_000 + i * 397)))
                        .toList(),
                Source.CSV,
                "root"));
        jdbi.useHandle(handle -> {
            handle.execute("analyze contact, contact_phone");
            handle.execute("set plan_cache_mode = force_generic_plan");
            try {
                handle.execute("prepare search(text, text, text, int, int) as "
                        + numbered(AddressBook.SEARCH, "from", "to", "digits", "looked_at", "most"));
                handle.execute("prepare responsible(text, text, int) as "
                        + numbered(AddressBook.RESPONSIBLE, "from", "to", "looked_at"));
                for (String asked : List.of(
                        "search('76543', '76543:', '89991234567', 200, 11)", "responsible('76543', '76543:', 200)")) {
                    String plan = String.join(
                            "\n",
                            handle.select("explain execute " + asked)
                                    .mapTo(String.class)
                                    .list());
                    assertThat(plan).contains("contact_phone_ending").doesNotContain("Seq Scan");
                }
            } finally {
                handle.execute("deallocate all");
                handle.execute("reset plan_cache_mode");
            }
        });
    }

    @Test
    void oneCsWordIsTakenOnceHoweverOftenItComes() {
        OneCImport fromOneC = new OneCImport(jdbi);
        UUID petrov = UUID.randomUUID();
        UUID romashka = UUID.randomUUID();
        List<OneCContact> said = List.of(known(petrov, "Петров", "100", "89991234567"), known(romashka, "Ромашка", ""));

        assertThat(fromOneC.accept(said, "1С")).isEqualTo(new OneCImport.Result(2, 0, 0, 0));
        Contact first = book.search("89991234567", 10, 1).contacts().getFirst();
        assertThat(fromOneC.accept(said, "1С")).isEqualTo(new OneCImport.Result(0, 0, 2, 0));
        assertThat(book.find(first.id())).contains(first);

        assertThat(fromOneC.accept(
                        List.of(
                                known(petrov, "Петров", "100"),
                                known(petrov, "Петров П.", "101", "84950001122"),
                                new OneCContact.Gone(romashka),
                                new OneCContact.Gone(UUID.randomUUID())),
                        "1С"))
                .isEqualTo(new OneCImport.Result(0, 1, 1, 1));
        assertThat(names(book.search("84950001122", 10, 10))).containsExactly("Петров П.");
        assertThat(book.search("89991234567", 10, 10)).isEqualTo(Matches.NONE);
    }

    @Test
    void aNoteThatPeopleWroteStaysWhenOneCSaysNothingOfIt() {
        OneCImport fromOneC = new OneCImport(jdbi);
        UUID petrov = UUID.randomUUID();
        fromOneC.accept(List.of(known(petrov, "Петров", "100", "89991234567")), "1С");
        Contact contact = book.search("89991234567", 10, 1).contacts().getFirst();
        Card noted = new Card(
                Kind.PERSON,
                "Петров",
                "Ромашка",
                "звонить утром",
                "",
                "100",
                contact.card().phones());
        jdbi.useTransaction(tx -> ContactTable.update(tx, Map.of(contact.id(), noted), Source.ADMIN, "root"));

        fromOneC.accept(List.of(known(petrov, "Петров Пётр", "100", "89991234567")), "1С");

        Card card = book.find(contact.id()).orElseThrow().card();
        assertThat(card.name()).isEqualTo("Петров Пётр");
        assertThat(card.company()).isEqualTo("Ромашка");
        assertThat(card.note()).isEqualTo("звонить утром");
    }

    @Test
    void twoBodiesAtOnceBothArrive() {
        OneCImport fromOneC = new OneCImport(jdbi);
        List<OneCContact> many = IntStream.range(0, 500)
                .mapToObj(i -> (OneCContact) known(new UUID(7, i), "Петров " + i, "", "8999" + (1_000_000 + i)))
                .toList();

        var results = Stream.of(many, many.reversed())
                .parallel()
                .map(body -> fromOneC.accept(body, "1С"))
                .toList();

        assertThat(results)
                .containsExactlyInAnyOrder(new OneCImport.Result(500, 0, 0, 0), new OneCImport.Result(0, 0, 500, 0));
    }

    private void add(String name, String ext, String... phones) {
        jdbi.useTransaction(tx -> ContactTable.insert(tx, List.of(card(name, ext, phones)), Source.ADMIN, "root"));
    }

    private static Card card(String name, String ext, String... phones) {
        return new Card(Kind.PERSON, name, "", "", "", ext, phones(phones));
    }

    private static OneCContact.Known known(UUID id, String name, String ext, String... phones) {
        return new OneCContact.Known(
                id, Kind.PERSON, name, Optional.empty(), Optional.empty(), "", ext, phones(phones));
    }

    private static List<Phone> phones(String... phones) {
        return Stream.of(phones).map(phone -> PLAN.read(phone).orElseThrow()).toList();
    }

    private static List<String> names(Matches matches) {
        return matches.contacts().stream().map(contact -> contact.card().name()).toList();
    }

    private static String numbered(String sql, String... names) {
        String numbered = sql;
        for (int i = 0; i < names.length; i++) {
            numbered = numbered.replace(":" + names[i], "$" + (i + 1));
        }
        return numbered;
    }
}
