package dev.mosty.testbed.bitrix;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class MultifieldsTest extends PortalTest {

    @Test
    void aTelephoneWithoutAnIdIsAddedToThoseThatAreThere() {
        long id = program.added("contact", "{'NAME':'a','PHONE':[{'VALUE':'+79001112233','VALUE_TYPE':'WORK'}]}");
        update(id, "[{'VALUE':'8 900 111-22-33','VALUE_TYPE':'WORK'}]");
        assertThat(values(id)).containsExactly("+79001112233", "8 900 111-22-33");
    }

    @Test
    void theSameTelephoneToTheLetterIsDroppedExceptByOlderPortals() {
        long id = program.added("contact", "{'NAME':'a','PHONE':[{'VALUE':'+7900','VALUE_TYPE':'WORK'}]}");
        update(id, "[{'VALUE':'+7900','VALUE_TYPE':'WORK'}]");
        assertThat(values(id)).containsExactly("+7900");
        program.knobs("{'dropExactDuplicates':false}");
        update(id, "[{'VALUE':'+7900','VALUE_TYPE':'WORK'}]");
        assertThat(values(id)).containsExactly("+7900", "+7900");
    }

    @Test
    void anIdReplacesAndDeleteOrAnEmptyValueRemoves() {
        long id = program.added("contact", "{'NAME':'a','PHONE':[{'VALUE':'1'},{'VALUE':'2'},{'VALUE':'3'}]}");
        JsonNode rows = program.got("contact", id).path("PHONE");
        update(
                id,
                "[{'ID':%s,'VALUE':'11','VALUE_TYPE':'MOBILE'},{'ID':%s,'DELETE':'Y'},{'ID':%s,'VALUE':''}]"
                        .formatted(
                                rows.at("/0/ID").asText(),
                                rows.at("/1/ID").asText(),
                                rows.at("/2/ID").asText()));
        assertThat(program.got("contact", id).path("PHONE"))
                .hasToString("[{\"ID\":\"%s\",\"VALUE_TYPE\":\"MOBILE\",\"VALUE\":\"11\",\"TYPE_ID\":\"PHONE\"}]"
                        .formatted(rows.at("/0/ID").asText()));
    }

    @Test
    void theIdOfAnotherContactsTelephoneChangesNothing() {
        long id = program.added("contact", "{'NAME':'a','PHONE':[{'VALUE':'1'}]}");
        String other = program.got("contact", 1).at("/PHONE/0/ID").asText();
        update(id, "[{'ID':" + other + ",'VALUE':'99'}]");
        assertThat(values(id)).containsExactly("1");
        assertThat(values(1)).containsExactly("+7 900 000-00-01");
    }

    @Test
    void aPlainTextIsNoTelephone() {
        long id = program.added("contact", "{'NAME':'a','PHONE':['+7900']}");
        assertThat(program.got("contact", id).has("PHONE")).isFalse();
    }

    @Test
    void aListShowsTelephonesOnlyWhereTheyAreSelected() {
        assertThat(program.call("crm.contact.list", "{'filter':{'ID':1}}")
                        .result()
                        .get(0)
                        .has("PHONE"))
                .isFalse();
        assertThat(program.call("crm.contact.list", "{'filter':{'ID':1},'select':['*','PHONE']}")
                        .result()
                        .get(0)
                        .path("PHONE"))
                .hasSize(1);
        assertThat(program.call("crm.contact.list", "{'filter':{'PHONE':'+7 900 000-00-01'},'select':['ID']}")
                        .result())
                .hasToString("[{\"ID\":\"1\"}]");
    }

    private void update(long id, String phones) {
        program.call("crm.contact.update", "{'id':" + id + ",'fields':{'PHONE':" + phones + "}}");
    }

    private List<String> values(long id) {
        return program.got("contact", id)
                .path("PHONE")
                .valueStream()
                .map(row -> row.path("VALUE").asText())
                .toList();
    }
}
