package dev.mosty.admin.bitrix;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a person types becomes what 1C would post. */
class TryFormTest {

    private static TryForm deal(String fields, String refs, String rows) {
        return new TryForm("deal", "D-1", fields, refs, rows, false);
    }

    @Test
    void linesBecomeFieldsReferencesAndRows() {
        var form = deal(
                "TITLE = Лечение = полное\nPHONE=+7 1\n\nUF_CRM_1 = a\nUF_CRM_1 = b",
                "COMPANY_ID = company/X/1\nCONTACT_IDS = contact/Y",
                "P; 1500,00; 2");

        assertThat(form.read()).isEqualTo(new TryForm.Read.Good(Kind.DEAL, "D-1", """
                {"entity":"deal","originId":"D-1",\
                "fields":{"TITLE":"Лечение = полное","PHONE":["+7 1"],"UF_CRM_1":["a","b"]},\
                "refs":{"COMPANY_ID":{"entity":"company","originId":"X/1"},\
                "CONTACT_IDS":[{"entity":"contact","originId":"Y"}]},\
                "rows":[{"product":{"originId":"P"},"PRICE":"1500,00","QUANTITY":"2"}]}"""));
    }

    @Test
    void aLineThatIsNoneIsNamed() {
        assertThat(deal("TITLE = x\nNAME", "", "").read()).isEqualTo(new TryForm.Read.Wrong("bitrix-bad-line", "NAME"));
        assertThat(deal("", "COMPANY_ID = X", "").read())
                .isEqualTo(new TryForm.Read.Wrong("bitrix-bad-line", "COMPANY_ID = X"));
        assertThat(deal("", "", "P; 1").read()).isEqualTo(new TryForm.Read.Wrong("bitrix-bad-line", "P; 1"));
        assertThat(TryForm.EMPTY.read()).isEqualTo(new TryForm.Read.Wrong("bitrix-no-origin", ""));
    }
}
