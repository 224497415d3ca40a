package dev.mosty.testbed.bitrix;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class ListsTest extends PortalTest {

    @Test
    void aPageIsFiftyAndSaysWhereTheNextBegins() {
        program.control("POST", "/sim/seed", "{'kind':'company','count':119}");
        JsonNode first = program.call("crm.company.list", "{'select':['ID']}").body();
        assertThat(first.path("result")).hasSize(50);
        assertThat(first.path("total").asInt()).isEqualTo(120);
        assertThat(first.path("next").asInt()).isEqualTo(50);
        JsonNode last = program.call("crm.company.list", "{'select':['ID'],'start':100}")
                .body();
        assertThat(last.path("result")).hasSize(20);
        assertThat(last.has("next")).isFalse();
        // Only whole pages: 70 is on the second.
        assertThat(program.call("crm.company.list", "{'start':70}")
                        .result()
                        .at("/0/ID")
                        .asText())
                .isEqualTo("51");
    }

    @Test
    void withStartMinusOneNobodyCounts() {
        JsonNode uncounted = program.call("crm.company.list", "{'start':-1}").body();
        assertThat(uncounted.path("result")).hasSize(1);
        assertThat(uncounted.path("total").asInt()).isZero();
        assertThat(uncounted.has("next")).isFalse();
    }

    @Test
    void anUnknownFilterKeyIsDroppedAndTheWholeTableComesBack() {
        program.control("POST", "/sim/seed", "{'kind':'contact','count':9}");
        String filter = "{'filter':{'ORIGINID':'nobody'}}";
        assertThat(program.call("crm.contact.list", filter).body().path("total").asInt())
                .isEqualTo(10);
        program.knobs("{'dropUnknownFilters':false}");
        assertThat(program.call("crm.contact.list", filter).body().path("total").asInt())
                .isZero();
    }

    @Test
    void theInPrefixWorksForContactsAndIsDroppedForProducts() {
        program.control("POST", "/sim/seed", "{'kind':'contact','count':9,'prefix':'c'}");
        program.control("POST", "/sim/seed", "{'kind':'product','count':9,'prefix':'p'}");
        assertThat(program.call("crm.contact.list", "{'filter':{'@ORIGIN_ID':['c000000000003','c000000000004']}}")
                        .body()
                        .path("total")
                        .asInt())
                .isEqualTo(2);
        assertThat(program.call("crm.product.list", "{'filter':{'@XML_ID':['p000000000003']}}")
                        .body()
                        .path("total")
                        .asInt())
                .isEqualTo(10);
        assertThat(program.call("crm.product.list", "{'filter':{'XML_ID':['p000000000003']}}")
                        .body()
                        .path("total")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void fiftyIdentifiersMatchMoreThanFiftyRowsWhereThereAreDuplicates() {
        program.control("POST", "/sim/seed", "{'kind':'contact','count':50,'prefix':'c'}");
        program.control("POST", "/sim/seed", "{'kind':'contact','count':1,'from':50,'prefix':'c'}");
        StringBuilder ids = new StringBuilder();
        for (int i = 1; i <= 50; i++) {
            ids.append(i == 1 ? "" : ",").append("'c%012d'".formatted(i));
        }
        JsonNode answer = program.call("crm.contact.list", "{'filter':{'@ORIGIN_ID':[" + ids + "]}}")
                .body();
        assertThat(answer.path("result")).hasSize(50);
        assertThat(answer.path("total").asInt()).isEqualTo(51);
        assertThat(answer.path("next").asInt()).isEqualTo(50);
    }

    @Test
    void lettersAreComparedWithoutTheirCaseAndAnEmptyFilterValueFindsTheEmpty() {
        program.added("contact", "{'NAME':'a','ORIGIN_ID':'AbC'}");
        assertThat(program.call("crm.contact.list", "{'filter':{'=ORIGIN_ID':'aBc'}}")
                        .result())
                .hasSize(1);
        assertThat(program.call("crm.contact.list", "{'filter':{'ORIGIN_ID':''},'select':['ID']}")
                        .result())
                .hasToString("[{\"ID\":\"1\"}]");
    }

    @Test
    void comparisonsPatternsAndOrderWork() {
        for (int i = 1; i <= 3; i++) {
            program.added("deal", "{'TITLE':'Путёвка " + i + "','OPPORTUNITY':" + 100 * i + "}");
        }
        assertThat(ids("{'filter':{'>OPPORTUNITY':100,'<=OPPORTUNITY':300},'order':{'OPPORTUNITY':'DESC'}}"))
                .isEqualTo("4 3");
        assertThat(ids("{'filter':{'%TITLE':'путёвка','!TITLE':'Путёвка 2'}}")).isEqualTo("2 4");
        assertThat(ids("{'filter':{'=%TITLE':'%3'}}")).isEqualTo("4");
        assertThat(ids("{'FILTER':{'STAGE_ID':'NEW'},'ORDER':{'ID':'DESC'}}")).isEqualTo("4 3 2");
    }

    @Test
    void aFilterThatIsNoMapIsRefused() {
        assertThat(program.call("crm.deal.list", "{'filter':'ID'}").refusal())
                .isEqualTo("400 : Parameter 'filter' must be array.");
    }

    private String ids(String params) {
        return String.join(
                " ",
                program.call("crm.deal.list", params)
                        .result()
                        .valueStream()
                        .map(row -> row.path("ID").asText())
                        .toList());
    }
}
