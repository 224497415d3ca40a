package dev.mosty.testbed.bitrix;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class FieldsTest extends PortalTest {

    @Test
    void whatIsAddedIsGivenBackWithItsNumbersAsText() {
        long id = program.added("contact", "{'NAME':'Иван','ORIGIN_ID':'guid-1','COMPANY_ID':1}");
        JsonNode contact = program.got("contact", id);
        assertThat(contact.path("ID").isTextual()).isTrue();
        assertThat(contact.path("ID").asLong()).isEqualTo(id);
        assertThat(contact.path("COMPANY_ID")).hasToString("\"1\"");
        assertThat(contact.path("ASSIGNED_BY_ID")).hasToString("\"1\"");
        assertThat(contact.path("LAST_NAME").isNull()).isTrue();
        assertThat(contact.path("HAS_PHONE").asText()).isEqualTo("N");
    }

    @Test
    void unknownAndReadOnlyFieldsAreDroppedInSilence() {
        long id = program.added("contact", "{'NAME':'Иван','NICKNAME':'x','ID':77,'CREATED_BY_ID':5}");
        JsonNode contact = program.got("contact", id);
        assertThat(contact.has("NICKNAME")).isFalse();
        assertThat(contact.path("CREATED_BY_ID").asText()).isEqualTo("1");
        assertThat(id).isNotEqualTo(77);
    }

    @Test
    void aLongTextIsCutWithoutAWord() {
        long id = program.added("contact", "{'NAME':'" + "Я".repeat(60) + "'}");
        assertThat(program.got("contact", id).path("NAME").asText()).isEqualTo("Я".repeat(50));
    }

    @Test
    void aDateIsToldAsMidnightInGreenwichAndOneInTheWrongFormIsEmptied() {
        long right = program.added("contact", "{'NAME':'a','BIRTHDATE':'2001-11-11'}");
        long wrong = program.added("contact", "{'NAME':'b','BIRTHDATE':'11.11.2001'}");
        assertThat(program.got("contact", right).path("BIRTHDATE").asText()).isEqualTo("2001-11-11T03:00:00+03:00");
        assertThat(program.got("contact", wrong).path("BIRTHDATE").isNull()).isTrue();
    }

    @Test
    void moneyHasTwoDecimalsAndStopsAtAComma() {
        long point = program.added("deal", "{'TITLE':'a','OPPORTUNITY':12850.505}");
        long comma = program.added("deal", "{'TITLE':'b','OPPORTUNITY':'12,50'}");
        assertThat(program.got("deal", point).path("OPPORTUNITY").asText()).isEqualTo("12850.51");
        assertThat(program.got("deal", comma).path("OPPORTUNITY").asText()).isEqualTo("12.00");
    }

    @Test
    void theSameOriginIdMayBeTakenTwice() {
        long one = program.added("company", "{'TITLE':'a','ORIGIN_ID':'guid'}");
        long other = program.added("company", "{'TITLE':'b','ORIGIN_ID':'guid'}");
        assertThat(other).isNotEqualTo(one);
        assertThat(program.call("crm.company.list", "{'filter':{'ORIGIN_ID':'guid'}}")
                        .body()
                        .path("total")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void onlyContactsAndCompaniesHaveAnOriginVersion() {
        String version = "{'TITLE':'a','NAME':'a','ORIGIN_VERSION':'hash'}";
        assertThat(program.got("contact", program.added("contact", version))
                        .path("ORIGIN_VERSION")
                        .asText())
                .isEqualTo("hash");
        assertThat(program.got("deal", program.added("deal", version)).has("ORIGIN_VERSION"))
                .isFalse();
        assertThat(program.got("lead", program.added("lead", version)).has("ORIGIN_VERSION"))
                .isFalse();
    }

    @Test
    void whatTheAdministratorMadeCompulsoryIsRequired() {
        program.knobs("{'required':{'contact':['LAST_NAME']}}");
        assertThat(program.call("crm.contact.add", "{'fields':{'NAME':'Иван'}}").refusal())
                .isEqualTo("400 ERROR_CORE: The field \"Фамилия\" is required.");
        assertThat(program.call("crm.product.add", "{'fields':{'PRICE':1}}").refusal())
                .startsWith("400 ERROR_CORE: ");
    }

    @Test
    void fieldsMustBeAMap() {
        assertThat(program.call("crm.contact.add", "{'fields':'NAME'}").refusal())
                .isEqualTo("400 : Parameter 'fields' must be array.");
        assertThat(program.call("crm.contact.add", "{}").refusal())
                .isEqualTo("400 : Parameter 'fields' must be array.");
    }

    @Test
    void aBrokenAddressAndAnUnknownCurrencyAreRefused() {
        assertThat(program.call("crm.contact.add", "{'fields':{'NAME':'a','EMAIL':[{'VALUE':'nobody'}]}}")
                        .refusal())
                .isEqualTo("400 ERROR_CORE: The field `E-mail` contains an invalid address");
        assertThat(program.call("crm.deal.add", "{'fields':{'TITLE':'a','CURRENCY_ID':'руб.'}}")
                        .refusal())
                .isEqualTo("400 : Invalid value for the \"Currency\" field");
    }

    @Test
    void eachKindSaysInItsOwnWayThatThereIsNoSuchId() {
        assertThat(program.call("crm.contact.update", "{'id':999,'fields':{'NAME':'a'}}")
                        .refusal())
                .isEqualTo("400 : Contact is not found");
        assertThat(program.call("crm.company.update", "{'id':999,'fields':{'TITLE':'a'}}")
                        .refusal())
                .isEqualTo("400 : Company is not found");
        assertThat(program.call("crm.deal.update", "{'id':999,'fields':{'TITLE':'a'}}")
                        .refusal())
                .isEqualTo("400 : Not found");
        assertThat(program.call("crm.lead.get", "{'id':999}").refusal()).isEqualTo("400 : Not found");
        assertThat(program.call("crm.contact.delete", "{'id':999}").refusal())
                .isEqualTo("400 ERROR_CORE: Element not found");
        assertThat(program.call("crm.contact.get", "{'id':0}").refusal())
                .isEqualTo("400 : ID is not defined or invalid.");
    }

    @Test
    void anUpdateLeavesWhatItDoesNotNameAndAnEmptyTextEmpties() {
        long id = program.added("contact", "{'NAME':'Иван','LAST_NAME':'Петров','POST':'врач'}");
        assertThat(program.call("crm.contact.update", "{'id':" + id + ",'fields':{'POST':'','NAME':'Пётр'}}")
                        .result()
                        .asBoolean())
                .isTrue();
        JsonNode contact = program.got("contact", id);
        assertThat(contact.path("NAME").asText()).isEqualTo("Пётр");
        assertThat(contact.path("LAST_NAME").asText()).isEqualTo("Петров");
        assertThat(contact.path("POST").isNull()).isTrue();
    }

    @Test
    void aReferenceToNobodyIsLeftOut() {
        long id = program.added("deal", "{'TITLE':'a','COMPANY_ID':999,'CONTACT_IDS':[999,1]}");
        JsonNode deal = program.got("deal", id);
        assertThat(deal.path("COMPANY_ID").isNull()).isTrue();
        assertThat(deal.path("CONTACT_ID").asText()).isEqualTo("1");
    }

    @Test
    void sectionsAndProductsAreFoundByXmlIdAndFormATree() {
        long parent = program.added("productsection", "{'NAME':'Лечение','XML_ID':'s1'}");
        long child = program.added("productsection", "{'NAME':'Ванны','XML_ID':'s2','SECTION_ID':" + parent + "}");
        long product =
                program.added("product", "{'NAME':'Ванна','XML_ID':'p1','PRICE':950,'SECTION_ID':" + child + "}");
        JsonNode shown = program.got("product", product);
        assertThat(shown.path("SECTION_ID").asText()).isEqualTo(Long.toString(child));
        assertThat(shown.path("PRICE").asText()).isEqualTo("950.00");
        assertThat(program.got("productsection", child).path("SECTION_ID").asText())
                .isEqualTo(Long.toString(parent));
        assertThat(program.call("crm.product.list", "{'filter':{'XML_ID':['p1','p2']}}")
                        .result())
                .hasSize(1);
    }

    @Test
    void aPictureCameAsBase64AndIsShownAsALink() {
        long id = program.added("product", "{'NAME':'a','PREVIEW_PICTURE':{'fileData':['a.png','iVBORw0KGgo=']}}");
        assertThat(program.got("product", id)
                        .path("PREVIEW_PICTURE")
                        .path("showUrl")
                        .asText())
                .startsWith("/bitrix/");
    }
}
