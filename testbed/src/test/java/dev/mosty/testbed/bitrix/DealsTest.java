package dev.mosty.testbed.bitrix;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class DealsTest extends PortalTest {

    @Test
    void aDealTakesItsContactsWithItselfButDoesNotShowThem() {
        long second = program.added("contact", "{'NAME':'b'}");
        long deal = program.added("deal", "{'TITLE':'a','CONTACT_IDS':[" + second + ",1],'COMPANY_ID':1}");
        JsonNode shown = program.got("deal", deal);
        assertThat(shown.has("CONTACT_IDS")).isFalse();
        assertThat(shown.path("CONTACT_ID").asText()).isEqualTo(Long.toString(second));
        JsonNode items = program.call("crm.deal.contact.items.get", "{'id':" + deal + "}")
                .result();
        assertThat(items)
                .hasToString(
                        "[{\"CONTACT_ID\":%d,\"SORT\":10,\"ROLE_ID\":0,\"IS_PRIMARY\":\"Y\"},{\"CONTACT_ID\":1,\"SORT\":20,\"ROLE_ID\":0,\"IS_PRIMARY\":\"N\"}]"
                                .formatted(second));
    }

    @Test
    void contactsAreReplacedBySetAndAddedOnlyOnce() {
        long second = program.added("contact", "{'NAME':'b'}");
        assertThat(program.call("crm.deal.contact.items.set", "{'id':1,'items':[{'CONTACT_ID':" + second + "}]}")
                        .result()
                        .asBoolean())
                .isTrue();
        assertThat(program.got("deal", 1).path("CONTACT_ID").asText()).isEqualTo(Long.toString(second));
        assertThat(program.call("crm.deal.contact.add", "{'id':1,'fields':{'CONTACT_ID':1}}")
                        .result()
                        .asBoolean())
                .isTrue();
        assertThat(program.call("crm.deal.contact.add", "{'id':1,'fields':{'CONTACT_ID':1}}")
                        .result()
                        .asBoolean(true))
                .isFalse();
        assertThat(program.call("crm.deal.contact.items.get", "{'id':999}").refusal())
                .isEqualTo("400 : Not found.");
    }

    @Test
    void aContactsCompaniesAndACompanysContactsAreOneLink() {
        long company = program.added("company", "{'TITLE':'b'}");
        program.call(
                "crm.contact.company.items.set", "{'id':1,'items':[{'COMPANY_ID':" + company + "},{'COMPANY_ID':1}]}");
        assertThat(program.got("contact", 1).path("COMPANY_ID").asText()).isEqualTo(Long.toString(company));
        assertThat(program.call("crm.company.contact.items.get", "{'id':" + company + "}")
                        .result()
                        .at("/0/CONTACT_ID")
                        .asLong())
                .isEqualTo(1);
    }

    @Test
    void rowsAreReplacedWholeAndTheSumIsTheirs() {
        rows(1, "[{'PRODUCT_NAME':'a','PRICE':99.99,'QUANTITY':3},{'PRODUCT_ID':1,'PRICE':0.03,'QUANTITY':0.5}]");
        assertThat(program.got("deal", 1).path("OPPORTUNITY").asText()).isEqualTo("299.99");
        JsonNode rows = program.call("crm.deal.productrows.get", "{'id':1}").result();
        assertThat(rows).hasSize(2);
        assertThat(rows.at("/0/ID").isTextual()).isTrue();
        assertThat(rows.at("/1/PRODUCT_ID").isIntegralNumber()).isTrue();
        assertThat(rows.at("/1/PRODUCT_NAME").asText()).isEqualTo("Консультация");
        rows(1, "[]");
        assertThat(program.call("crm.deal.productrows.get", "{'id':1}").result())
                .isEmpty();
    }

    @Test
    void aSumThatSomebodyTookIntoTheirOwnHandsStays() {
        program.call("crm.deal.update", "{'id':1,'fields':{'OPPORTUNITY':5}}");
        assertThat(program.got("deal", 1).path("OPPORTUNITY").asText()).isEqualTo("3000.00");
        program.call("crm.deal.update", "{'id':1,'fields':{'OPPORTUNITY':5,'IS_MANUAL_OPPORTUNITY':'Y'}}");
        rows(1, "[{'PRODUCT_NAME':'a','PRICE':100}]");
        assertThat(program.got("deal", 1).path("OPPORTUNITY").asText()).isEqualTo("5.00");
    }

    @Test
    void aPercentageNeedsItsRateAndASumItsSum() {
        assertThat(rows(1, "[{'PRICE':1},{'PRICE':1,'DISCOUNT_TYPE_ID':2}]").refusal())
                .startsWith("400 ERROR_CORE: Discount Rate (DISCOUNT_RATE) is required");
        assertThat(rows(1, "[{'PRICE':1,'DISCOUNT_TYPE_ID':1}]").refusal())
                .startsWith("400 ERROR_CORE: Discount Sum (DISCOUNT_SUM) is required");
        // Nothing of a refused set is written.
        assertThat(program.got("deal", 1).path("OPPORTUNITY").asText()).isEqualTo("3000.00");
    }

    @Test
    void thePriceHasTheDiscountTakenOffAlready() {
        rows(1, "[{'PRODUCT_NAME':'a','PRICE':899.1,'QUANTITY':1,'DISCOUNT_TYPE_ID':2,'DISCOUNT_RATE':10}]");
        JsonNode row =
                program.call("crm.deal.productrows.get", "{'id':1}").result().get(0);
        assertThat(row.path("PRICE_NETTO").decimalValue()).isEqualByComparingTo("999");
        assertThat(row.path("DISCOUNT_SUM").decimalValue()).isEqualByComparingTo("99.9");
        assertThat(program.got("deal", 1).path("OPPORTUNITY").asText()).isEqualTo("899.10");
    }

    @Test
    void anotherFunnelsStageLeavesTheOldOneWithoutAnError() {
        assertThat(program.call("crm.deal.update", "{'id':1,'fields':{'STAGE_ID':'C1:WON','TITLE':'b'}}")
                        .status())
                .isEqualTo(200);
        JsonNode deal = program.got("deal", 1);
        assertThat(deal.path("STAGE_ID").asText()).isEqualTo("PREPARATION");
        assertThat(deal.path("TITLE").asText()).isEqualTo("b");
    }

    @Test
    void aStageBackwardsIsObeyedAndAWonDealIsClosed() {
        program.call("crm.deal.update", "{'id':1,'fields':{'STAGE_ID':'WON'}}");
        assertThat(program.got("deal", 1).path("CLOSED").asText()).isEqualTo("Y");
        program.call("crm.deal.update", "{'id':1,'fields':{'STAGE_ID':'NEW'}}");
        assertThat(program.got("deal", 1).path("STAGE_SEMANTIC_ID").asText()).isEqualTo("P");
        assertThat(program.got("deal", 1).path("CLOSED").asText()).isEqualTo("N");
    }

    @Test
    void theFunnelIsChosenOnceAndGivesTheFirstStage() {
        long deal = program.added("deal", "{'TITLE':'a','CATEGORY_ID':1}");
        program.call("crm.deal.update", "{'id':" + deal + ",'fields':{'CATEGORY_ID':0}}");
        assertThat(program.got("deal", deal).path("CATEGORY_ID").asText()).isEqualTo("1");
        assertThat(program.got("deal", deal).path("STAGE_ID").asText()).isEqualTo("C1:NEW");
    }

    @Test
    void theStagesOfEachFunnelAreListed() {
        JsonNode first = program.call("crm.status.list", "{'filter':{'ENTITY_ID':'DEAL_STAGE'}}")
                .result();
        JsonNode second = program.call("crm.status.list", "{'filter':{'ENTITY_ID':'DEAL_STAGE_1'}}")
                .result();
        assertThat(first.at("/0/STATUS_ID").asText()).isEqualTo("NEW");
        assertThat(first.at("/5/EXTRA/SEMANTICS").asText()).isEqualTo("success");
        assertThat(second.at("/0/CATEGORY_ID").asText()).isEqualTo("1");
        assertThat(program.get("crm.dealcategory.list").result().at("/0/ID").asText())
                .isEqualTo("1");
        assertThat(program.call("crm.category.list", "{'entityTypeId':2}")
                        .result()
                        .path("categories"))
                .hasSize(2);
        assertThat(program.get("crm.currency.list").result().at("/0/CURRENCY").asText())
                .isEqualTo("RUB");
        assertThat(program.call("user.get", "{'ID':7}").result().at("/0/EMAIL").asText())
                .isEqualTo("smirnov@example.com");
    }

    @Test
    void aLeadHasRowsAndAStatusToo() {
        long lead = program.added("lead", "{'TITLE':'a','STATUS_ID':'IN_PROCESS'}");
        program.call("crm.lead.productrows.set", "{'id':" + lead + ",'rows':[{'PRODUCT_NAME':'a','PRICE':7}]}");
        assertThat(program.got("lead", lead).path("OPPORTUNITY").asText()).isEqualTo("7.00");
        assertThat(program.got("lead", lead).path("STATUS_ID").asText()).isEqualTo("IN_PROCESS");
    }

    @Test
    void whatIsDeletedIsLinkedNoLonger() {
        program.call("crm.company.delete", "{'id':1}");
        assertThat(program.got("deal", 1).path("COMPANY_ID").isNull()).isTrue();
        assertThat(program.got("contact", 1).path("COMPANY_ID").isNull()).isTrue();
        assertThat(program.call("crm.company.get", "{'id':1}").refusal()).isEqualTo("400 : Not found");
    }

    @Test
    void duplicatesAreMergedIntoTheFirstAndWhoNamedThemNamesIt() {
        long company = program.added("company", "{'TITLE':'a','ORIGIN_ID':'g','PHONE':[{'VALUE':'1'}]}");
        long twin = program.added("company", "{'TITLE':'a','ORIGIN_ID':'g','PHONE':[{'VALUE':'2'}]}");
        long deal = program.added("deal", "{'TITLE':'d','COMPANY_ID':" + twin + "}");
        String both = "{'params':{'entityTypeId':4,'entityIds':[" + company + "," + twin + "]}}";
        assertThat(program.call("crm.entity.mergeBatch", both).result())
                .hasToString("{\"STATUS\":\"SUCCESS\",\"ENTITY_IDS\":[" + twin + "]}");
        assertThat(program.got("deal", deal).path("COMPANY_ID").asText()).isEqualTo(Long.toString(company));
        assertThat(program.got("company", company).path("PHONE")).hasSize(2);
        assertThat(program.call("crm.entity.mergeBatch", both).refusal()).isEqualTo("400 0: Owner was not found");
    }

    @Test
    void duplicatesThatDifferAreLeftToAPerson() {
        long company = program.added("company", "{'TITLE':'b','ORIGIN_ID':'g'}");
        assertThat(program.call(
                                "crm.entity.mergeBatch",
                                "{'params':{'entityTypeId':4,'entityIds':[1," + company + "]}}")
                        .result()
                        .path("STATUS")
                        .asText())
                .isEqualTo("CONFLICT");
        assertThat(program.got("company", company).path("TITLE").asText()).isEqualTo("b");
    }

    private Program.Answer rows(long deal, String rows) {
        return program.call("crm.deal.productrows.set", "{'id':" + deal + ",'rows':" + rows + "}");
    }
}
