package dev.mosty.contacts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mosty.contacts.OneCContacts.Reading;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OneCContactsTest {
    private static final String ID = "6F9619FF-8B86-D011-B42D-00CF4FC964FF";

    private final OneCContacts contacts = new OneCContacts(new NumberingPlan("RU"));

    @Test
    void aContactIsReadWhole() {
        assertThat(read("""
                [{"id":"%s","kind":"person","name":" Петров Пётр ","phones":["8 (999) 123-45-67","89991234567"],
                  "responsible":"Иванова А.","responsibleExt":"100","deleted":false,"inn":"7707083893"}]
                """))
                .isEqualTo(new Reading.Understood(
                        List.of(new OneCContact.Known(
                                UUID.fromString(ID),
                                Kind.PERSON,
                                "Петров Пётр",
                                Optional.empty(),
                                Optional.empty(),
                                "Иванова А.",
                                "100",
                                List.of(new Phone("89991234567", "8 (999) 123-45-67", "+79991234567")))),
                        List.of()));
    }

    @Test
    void ofADeletedOneTheIdIsEnough() {
        assertThat(read("[{\"id\":\"%s\",\"deleted\":true}]"))
                .isEqualTo(new Reading.Understood(List.of(new OneCContact.Gone(UUID.fromString(ID))), List.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                                                     | the body must be an array of contacts",
                "[{'id':'%s','deleted':true},7]                         | item 1: a contact must be an object",
                "[{'kind':'person','name':'А'}]                         | item 0: id must be a GUID",
                "[{'id':1}]                                             | item 0: id must be a GUID",
                "[{'id':'%s','deleted':'false'}]                        | item 0: deleted must be true or false",
                "[{'id':'%s','kind':'robot','name':'А'}]                | item 0: kind must be \"person\" or \"company\"",
                "[{'id':'%s','kind':'person','name':7}]                 | item 0: name must be text",
                "[{'id':'%s','kind':'person','name':' '}]               | item 0: name is empty, too long or has signs that may not be in it",
                "[{'id':'%s','kind':'person','name':'А','responsibleExt':'сто'}] | item 0: responsibleExt is empty, too long or has signs that may not be in it",
                "[{'id':'%s','kind':'person','name':'А','phones':'8'}]  | item 0: phones must be an array of at most 20 texts",
                "[{'id':'%s','kind':'person','name':'А','phones':[8]}]  | item 0: phones[0] must be text",
            })
    void aWrongFieldIsNamedWithItsItem(String body, String sentence) {
        assertThat(read(body.replace('\'', '"'))).isEqualTo(new Reading.Malformed(sentence));
    }

    @Test
    void aPhoneThatNobodyCanReadIsLeftOutAndNamed() {
        var read = (Reading.Understood) read("""
                [{"id":"%s","deleted":true},
                 {"id":"%s","kind":"person","name":"А","phones":["8 999 123-45-67","нет","89991234567, 89997654321"]}]
                """.replace("%s", ID));

        assertThat(((OneCContact.Known) read.contacts().get(1)).phones())
                .containsExactly(new Phone("89991234567", "8 999 123-45-67", "+79991234567"));
        assertThat(read.unread())
                .containsExactly(
                        "item 1: phones[1] is not one number of at most 20 digits and was left out",
                        "item 1: phones[2] is not one number of at most 20 digits and was left out");
    }

    @Test
    void moreThanTenThousandAreRefused() {
        assertThat(read("[" + "0,".repeat(OneCContacts.MOST) + "0]"))
                .isEqualTo(new Reading.Malformed("the array must have at most 10000 items"));
    }

    @Test
    void noBodyIsNoArray() {
        assertThat(contacts.read(null)).isEqualTo(new Reading.Malformed("the body must be an array of contacts"));
    }

    private Reading read(String body) {
        try {
            return contacts.read(new ObjectMapper().readTree(body.replace("%s", ID)));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
