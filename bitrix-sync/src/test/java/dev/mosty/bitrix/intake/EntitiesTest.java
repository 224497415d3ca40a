package dev.mosty.bitrix.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mosty.bitrix.intake.Entities.Refused;
import dev.mosty.bitrix.intake.Entities.Taken;
import dev.mosty.bitrix.plan.Work;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntitiesTest {
    private static Entities read(String json) throws IOException {
        return Entities.read(Work.JSON.readTree(json.replace('\'', '"')));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            17                                                                          | The body must be an object or an array of objects.
            [{'entity':'contact','originId':'1'}, 5]                                    | Entity 1 is not an object.
            [{'entity':'person','originId':'1'}]                                        | Entity 0, the field "entity" must be contact, company, lead, deal, productsection or product.
            {'entity':'contact','originId':'a\\u0000b'}                                 | Entity 0, the field "originId" must be a text of 1 to 255 characters that can be written.
            {'entity':'contact','originId':'a\\ud800b'}                                 | Entity 0, the field "originId" must be a text of 1 to 255 characters that can be written.
            {'entity':'lead','originId':'1','refs':{'COMPANY_ID':{'entity':'company','originId':'\\u0000'}}} | Entity 0, the field "refs.COMPANY_ID.originId" must be a text of 1 to 255 characters that can be written.
            [{'entity':'contact'}]                                                      | Entity 0, the field "originId" must be a text of 1 to 255 characters that can be written.
            {'entity':'contact','originId':7}                                           | Entity 0, the field "originId" must be a text of 1 to 255 characters that can be written.
            {'entity':'contact','originId':'1','row':[]}                                | Entity 0, the field "row" is unknown.
            {'entity':'contact','originId':'1','fields':[]}                             | Entity 0, the field "fields" must be an object.
            {'entity':'contact','originId':'1','fields':{'ID':5}}                       | Entity 0, the field "fields.ID" is the portal's to give.
            {'entity':'contact','originId':'1','fields':{'ORIGIN_ID':'2'}}              | Entity 0, the field "fields.ORIGIN_ID" differs from originId.
            {'entity':'contact','originId':'1','fields':{'name':'x'}}                   | Entity 0, the field "fields.name" is not a field's name.
            {'entity':'contact','originId':'1','fields':{'PHONE':[true]}}               | Entity 0, the field "fields.PHONE[0]" must be a text, or an object with VALUE.
            {'entity':'contact','originId':'1','fields':{'X':1e999999}}                 | Entity 0, the field "fields.X" is not a number that anybody has.
            {'entity':'contact','originId':'1','refs':{'COMPANY_ID':{'entity':'company'}}} | Entity 0, the field "refs.COMPANY_ID.originId" must be a text of 1 to 255 characters that can be written.
            {'entity':'contact','originId':'1','refs':{'COMPANY_ID':5}}                 | Entity 0, the field "refs.COMPANY_ID" must be an object with entity and originId.
            {'entity':'contact','originId':'1','rows':[]}                               | Entity 0, the field "rows" are for deals and leads.
            {'entity':'deal','originId':'1','rows':[{'PRICE':1}]}                       | Entity 0, the field "rows[0].product" is missing, and so are PRODUCT_NAME and PRODUCT_ID.
            {'entity':'deal','originId':'1','rows':[{'product':{'originId':'p'},'PRICE':'x'}]} | Entity 0, the field "rows[0].PRICE" must be a number.
            {'entity':'deal','originId':'1','force':1}                                  | Entity 0, the field "force" must be true or false.
            """)
    void aWrongShapeRefusesThePostWithIndexAndField(String json, String sentence) throws IOException {
        assertThat(read(json)).isEqualTo(new Refused(sentence));
    }

    @Test
    void oneObjectIsAnArrayOfOneAndAnEmptyArrayIsARunOfNothing() throws IOException {
        assertThat(((Taken) read("{'entity':'contact','originId':'1'}")).entities())
                .hasSize(1);
        assertThat(((Taken) read("[]")).entities()).isEmpty();
    }

    @Test
    void theLaterOfTwoWithOneGuidWinsAndTheEarlierSaysSo() throws IOException {
        var taken = (Taken) read("[{'entity':'contact','originId':'Aa'},{'entity':'company','originId':'aa'},"
                + "{'entity':'contact','originId':'aA'}]");

        assertThat(taken.entities().stream().map(Entities.Entity::supersededBy))
                .containsExactly(Optional.of(2), Optional.empty(), Optional.empty());
    }

    @Test
    void whatCannotBeReadStandsAsideWithItsPlace() throws IOException {
        var sorted = Entities.sort(Work.JSON.readTree(
                "[{'entity':'contact','originId':'C'},{'entity':'cat','originId':'K'},".replace('\'', '"')
                        + "5,{'entity':'contact','originId':'c'}]".replace('\'', '"')));

        assertThat(sorted.entities().stream().map(Entities.Entity::position)).containsExactly(0, 3);
        assertThat(sorted.entities().getFirst().supersededBy()).contains(3);
        assertThat(sorted.unreadable().stream()
                        .map(aside -> aside.position() + " " + aside.entity() + " " + aside.originId()))
                .containsExactly("1 unknown K", "2 unknown ");
    }

    @Test
    void whatPostgresqlCannotKeepIsMended() throws IOException {
        var taken = (Taken) read("{'entity':'contact','originId':'1','fields':{'NAME':'a\\u0000b\\ud800c'}}");

        assertThat(taken.entities()
                        .getFirst()
                        .json()
                        .path("fields")
                        .path("NAME")
                        .asText())
                .isEqualTo("a b\uFFFDc");
    }
}
