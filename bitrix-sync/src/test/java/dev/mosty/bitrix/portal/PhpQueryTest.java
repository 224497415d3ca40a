package dev.mosty.bitrix.portal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class PhpQueryTest {
    @Test
    void nestedValuesAreEncodedOnceAsPhpReadsThem() {
        var parameters =
                (ObjectNode) Rig.json("{'id':5,'fields':{'NAME':'А&Б=1','OPENED':true,'PHONE':[{'VALUE':'+7'}],"
                        + "'UF_CRM_1':[],'OPPORTUNITY':1E+2}}");

        assertThat(PhpQuery.of(parameters))
                .isEqualTo("id=5&fields[NAME]=%D0%90%26%D0%91%3D1&fields[OPENED]=Y&fields[PHONE][0][VALUE]=%2B7"
                        + "&fields[UF_CRM_1]=&fields[OPPORTUNITY]=100");
        assertThat(FakeBitrix.parsed(PhpQuery.of(parameters)).at("/fields/NAME").asText())
                .isEqualTo("А&Б=1");
    }
}
