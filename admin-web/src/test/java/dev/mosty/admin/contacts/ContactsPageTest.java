package dev.mosty.admin.contacts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosty.access.Role;
import dev.mosty.admin.testsupport.AdminSettings;
import dev.mosty.admin.testsupport.Browser;
import dev.mosty.admin.testsupport.Site;
import dev.mosty.contacts.AddressBook;
import dev.mosty.testsupport.PostgresResource;
import dev.mosty.testsupport.Tables;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code /admin/contacts}, over real HTTP and a real database. */
@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(AdminSettings.class)
@SuppressWarnings("NullAway.Init") // Quarkus sets the fields.
class ContactsPageTest {
    private static final String HERE = "/admin/contacts";
    private static final Pattern WORD =
            Pattern.compile("action=\"(/admin/contacts/import/[0-9a-f-]+)\">\\s*<input[^>]* value=\"([0-9-]+)\"");

    @Inject
    Site site;

    @Inject
    Jdbi jdbi;

    @Inject
    AddressBook book;

    @BeforeEach
    void theBookIsEmpty() {
        site.emptied();
        Tables.empty(jdbi, "contact", "contact_import");
    }

    @Test
    void anEmptyBookSaysWhatToDo() {
        assertThat(site.signedIn(Role.ADMIN).get(HERE).page()).contains("Адресная книга пуста. Создайте контакт");
        assertThat(site.signedIn(Role.VIEWER).get(HERE).page())
                .contains("Адресная книга пуста.")
                .doesNotContain("Создайте контакт", "/admin/contacts/new");
    }

    @Test
    void aContactIsMadeFoundChangedAndDeleted() {
        String login = site.person(Role.ADMIN);
        Browser admin = site.signedIn(login);

        assertThat(create(admin, "Иванова <b>Анна</b>", "8 (999) 123-45-67\n\n100", "100")
                        .location())
                .isEqualTo("/admin/contacts/1?done=contacts-created");

        assertThat(admin.get(HERE).page()).contains("Иванова &lt;b&gt;Анна", "+79991234567", "Контактов: 1");
        for (String found : List.of("анна", "ИВАН", "ромашка", "4567", "+7 999 123-45-67", "100")) {
            assertThat(admin.get(HERE + "?q=" + URLEncoder.encode(found, StandardCharsets.UTF_8))
                            .page())
                    .as(found)
                    .contains("/admin/contacts/1\"");
        }
        for (String missed : List.of("нна", "9991", "'|:*", "!!!")) {
            assertThat(admin.get(HERE + "?q=" + URLEncoder.encode(missed, StandardCharsets.UTF_8))
                            .page())
                    .as(missed)
                    .contains("Таких контактов нет.");
        }
        assertThat(book.responsible("+79991234567", 5)).contains("100");
        assertThat(admin.get(HERE + "/1").page()).contains("8 (999) 123-45-67\n100</textarea>");

        change(admin, 1, "Иванова Анна", "+7 495 000-11-22");
        change(admin, 1, "Иванова Анна", "+7 495 000-11-22");
        assertThat(book.find(1).orElseThrow().card().phones())
                .extracting(phone -> phone.digits())
                .containsExactly("74950001122");

        assertThat(admin.post(HERE + "/1/delete").location()).isEqualTo("/admin/contacts?done=contacts-deleted");
        assertThat(book.find(1)).isEmpty();
        assertThat(site.audit())
                .containsExactly(
                        login + " contact.created № 1",
                        login + " contact.changed № 1 name, company, phones, ext, note",
                        login + " contact.deleted № 1");
        assertThat(admin.get(HERE + "/1").status()).isEqualTo(404);
        assertThat(change(admin, 1, "А", "1").status()).isEqualTo(404);
        assertThat(admin.post(HERE + "/1/delete").status()).isEqualTo(404);
    }

    @Test
    void whatIsWrongIsSaidAndWhatWasTypedStays() {
        Browser admin = site.signedIn(Role.ADMIN);

        var answer = create(admin, "Петров", "нет {x} 'телефона'", "");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.page())
                .contains("Это не один номер телефона: «нет {x} &#39;телефона&#39;»", "value=\"Петров\"");
        assertThat(create(admin, " ", "1", "").page()).contains("Впишите имя");
        assertThat(create(admin, "я".repeat(201), "1", "").page()).contains("Впишите имя");
        assertThat(create(admin, "Петров", "1", "сто").page()).contains("Внутренний номер — до 16 цифр");
        assertThat(create(
                                admin,
                                "Петров",
                                "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14\n15\n16\n17\n18\n19\n20\n21",
                                "")
                        .page())
                .contains("Больше 20 телефонов");
        assertThat(site.audit()).isEmpty();
    }

    @Test
    void aCallersNumberIsInTheFormAlready() {
        assertThat(site.signedIn(Role.ADMIN)
                        .get(HERE + "/new?phone=%2B79991234567%22%3E%3Cb")
                        .page())
                .contains("+79991234567&quot;&gt;&lt;b</textarea>");
    }

    @Test
    void anEmployeeWhoIsNamedBringsTheirExtension() {
        String employee = site.person(Role.EMPLOYEE);
        jdbi.useHandle(handle ->
                handle.execute("update app_user set extensions = array['204', '205'] where login = ?", employee));
        Browser admin = site.signedIn(Role.ADMIN);
        assertThat(admin.get(HERE + "/new").page()).contains("<option value=\"204\">" + employee);

        admin.post(HERE, "kind", "person", "name", "Петров", "phones", "89991234567", "responsible", employee);

        assertThat(book.responsible("89991234567", 10)).contains("204");
    }

    @Test
    void twentyContactsAPageInTheOrderOfTheirNames() {
        Browser admin = site.signedIn(Role.ADMIN);
        jdbi.useHandle(handle -> handle.execute("""
                insert into contact (kind, name, company, note, responsible, responsible_ext, source, changed_by,
                    sort_name, words)
                select 'person', 'Имя ' || i, '', '', '', '', 'csv', 'test', 'имя ' || i, array['имя', i::text]
                from generate_series(101, 125) i
                """));

        String first = admin.get(HERE).page();
        assertThat(first).contains("Имя 101<", "Имя 120<").doesNotContain("Имя 121<");
        Matcher next =
                Pattern.compile("href=\"(/admin/contacts\\?after=[0-9]+)\"").matcher(first);
        assertThat(next.find()).isTrue();
        assertThat(admin.get(next.group(1)).page())
                .contains("Имя 121<", "Имя 125<", "К началу")
                .doesNotContain("Имя 120<", "rel=\"next\"");
        assertThat(admin.get(HERE + "?after=999999").page()).contains("Имя 101<");
    }

    @Test
    void aFileIsPreviewedAndThenTakenWhole() {
        String login = site.person(Role.ADMIN);
        Browser admin = site.signedIn(login);
        create(admin, "Иванова Анна", "8 999 123-45-67", "100");
        create(admin, "Петров", "8 999 000-00-01", "100");
        String file = """
                Телефоны;Имя;Внутренний номер;№
                +7 999 000-00-02, 8 495 000-00-03;Сидоров;101;
                8 999 123-45-67;иванова анна;102;
                8 999 000-00-01;Петров;100;2
                нет;Без телефона;;
                8 999 000-00-04;Никто;;99
                +7 999 000-00-02, 8 495 000-00-03;Сидоров;103;
                """;

        String preview =
                upload(admin, file.getBytes(Charset.forName("windows-1251"))).page();

        String words = preview.replaceAll("(?s)<nav.*</nav>", "")
                .replaceAll("<[^>]*>", " ")
                .replaceAll("\\s+", " ");
        assertThat(words)
                .contains("Будет создано 1 Будет изменено 1 Останется как есть 1 Не принято строк 3")
                .contains(
                        "5 Это не один номер телефона: «нет».",
                        "6 Контакта № 99 нет.",
                        "7 Такой же контакт уже есть в строке 2.")
                .contains("3 Иванова Анна имя, внутренний номер");
        assertThat(book.responsible("89990000002", 10)).isEmpty();
        Matcher word = WORD.matcher(preview);
        assertThat(word.find()).isTrue();

        assertThat(admin.post(word.group(1), "shown", word.group(2)).location())
                .isEqualTo("/admin/contacts?done=contacts-imported");

        assertThat(book.responsible("89990000002", 10)).contains("101");
        assertThat(book.find(1).orElseThrow().card().responsibleExt()).isEqualTo("102");
        assertThat(book.find(1).orElseThrow().card().company()).isEqualTo("ООО «Ромашка»");
        assertThat(site.audit()).last().isEqualTo(login + " contact.imported CSV +1, ~1, −3");
        assertThat(admin.post(word.group(1), "shown", word.group(2)).page()).contains("Файл уже загружен");
    }

    @Test
    void aBookThatChangedMeanwhileShowsThePreviewAgain() {
        Browser admin = site.signedIn(Role.ADMIN);
        Matcher word = WORD.matcher(upload(admin, "name,phones\nПетров,89990000001\n".getBytes(StandardCharsets.UTF_8))
                .page());
        assertThat(word.find()).isTrue();
        create(admin, "Петров", "89990000001", "");

        var again = admin.post(word.group(1), "shown", word.group(2));

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.page()).contains("Файл ничего не меняет.");
        assertThat(site.signedIn(Role.ADMIN)
                        .post(word.group(1), "shown", "0-0-1-0")
                        .page())
                .contains("Файл уже загружен");
    }

    @Test
    void whatIsNoTableIsRefused() {
        Browser admin = site.signedIn(Role.ADMIN);

        assertThat(upload(admin, new byte[0]).page()).contains("Выберите файл.");
        assertThat(admin.post(HERE + "/import").page()).contains("Выберите файл.");
        assertThat(upload(admin, new byte[] {0, 1, 2, (byte) 0xFF, 0}).page()).contains("нет столбца «Имя»");
        assertThat(upload(admin, "Имя;Телефоны\n".getBytes(StandardCharsets.UTF_8))
                        .page())
                .contains("только названия");
        assertThat(upload(admin, ("name\n" + "a\n".repeat(20_001)).getBytes(StandardCharsets.UTF_8))
                        .page())
                .contains("больше 20 000 строк");
        assertThat(upload(admin, new byte[5 * 1024 * 1024 + 1]).page()).contains("Файл больше 5 МБ");
        assertThat(upload(admin, new byte[7 * 1024 * 1024]).status()).isEqualTo(413);
        assertThat(admin.post(HERE + "/import/x", "shown", "1").status()).isEqualTo(422);
        assertThat(upload(site.signedIn(Role.VIEWER), "name\na\n".getBytes(StandardCharsets.UTF_8))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void theDownloadedFileIsHarmlessAndChangesNothingWhenItComesBack() {
        String login = site.person(Role.ADMIN);
        Browser admin = site.signedIn(login);
        create(admin, "=cmd|' /C calc'!A0", "+7 999 123-45-67\n100", "*100#");
        create(admin, "Петров; \"П\"", "", "");
        jdbi.useHandle(handle -> handle.execute("update contact set note = E'один\\nдва' where id = 2"));

        String file = admin.get(HERE + "/download").page();

        assertThat(file)
                .startsWith("\uFEFF\"№\";\"Вид\";\"Имя\"")
                .contains("\"'=cmd|' /C calc'!A0\"", "\"'+7 999 123-45-67, 100\"", "\"Петров; \"\"П\"\"\"");
        assertThat(upload(admin, file.getBytes(StandardCharsets.UTF_8)).page())
                .contains("Файл ничего не меняет.")
                .doesNotContain("Строка");
        assertThat(site.audit()).contains(login + " contact.downloaded CSV");
        create(admin, "Сидоров", "8 495 000-11-22,,123#", "");
        assertThat(admin.get(HERE + "/download").page())
                .contains("\"84950001122\"")
                .doesNotContain("123#");
    }

    private static Browser.Answer create(Browser browser, String name, String phones, String ext) {
        return browser.post(
                HERE,
                "kind",
                "person",
                "name",
                name,
                "company",
                "ООО «Ромашка»",
                "phones",
                phones,
                "responsible",
                "Смирнова",
                "responsibleExt",
                ext,
                "note",
                "звонить утром");
    }

    private static Browser.Answer change(Browser browser, long id, String name, String phones) {
        return browser.post(
                HERE + "/" + id, "kind", "person", "name", name, "phones", phones, "responsible", "Смирнова");
    }

    /** With its length told, as browsers do. */
    private static Browser.Answer upload(Browser browser, byte[] file) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes("""
                --x\r
                Content-Disposition: form-data; name="file"; filename="a.csv"\r
                Content-Type: text/csv\r
                \r
                """.getBytes(StandardCharsets.UTF_8));
        body.writeBytes(file);
        body.writeBytes("\r\n--x--\r\n".getBytes(StandardCharsets.UTF_8));
        return browser.send(browser.request(HERE + "/import")
                .header("Origin", browser.origin())
                .header("Accept", "text/html,*/*")
                .header("Content-Type", "multipart/form-data; boundary=x")
                .POST(BodyPublishers.ofByteArray(body.toByteArray())));
    }
}
