package dev.mosty.proxy.onec;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OneCAddressTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            HTTP  | localhost | 8000 | /hs/              | http://localhost:8000/hs/
            https | 10.0.0.5  | 443  | clinic/hs/amocrm  | https://10.0.0.5:443/clinic/hs/amocrm/
            HTTP  | ::1       | 80   | //hs//            | http://[::1]:80/hs/
            HTTP  | ' 1c '    | ' 80'| ''                | http://1c:80/
            HTTP  | 1c        | 80   | /база/hs/         | http://1c:80/%D0%B1%D0%B0%D0%B7%D0%B0/hs/
            HTTP  | 1c        | 80   | /%D0%B1/a b%/     | http://1c:80/%D0%B1/a%20b%25/
            HTTP  | 1c        | 80   | /a?b#c/           | http://1c:80/a%3Fb%23c/
            """)
    void whatPeopleTypeIsAnAddress(String protocol, String host, String port, String path, String expected) {
        assertThat(address(protocol, host, port, path).base()).contains(URI.create(expected));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ftp  | 1c          | 80
            ''   | 1c          | 80
            HTTP | ''          | 80
            HTTP | a b         | 80
            HTTP | user@1c     | 80
            HTTP | 1c/path     | 80
            HTTP | 1c:8000     | 80
            HTTP | 1c          | 0
            HTTP | 1c          | 65536
            HTTP | 1c          | x
            HTTP | 1c          | ''
            """)
    void whatIsNoneIsNone(String protocol, String host, String port) {
        assertThat(address(protocol, host, port, "/hs/").base()).isEmpty();
    }

    @Test
    void theLoginIsSentInUtf8AndNotShown() {
        var address = new OneCAddress("HTTP", "1c", "80", "/", "Админ", "пароль:1");
        assertThat(address.authorization()).isEqualTo("Basic 0JDQtNC80LjQvTrQv9Cw0YDQvtC70Yw6MQ==");
        assertThat(address.toString()).isEqualTo("OneCAddress[1c:80]");
    }

    private static OneCAddress address(String protocol, String host, String port, String path) {
        return new OneCAddress(protocol, host, port, path, "admin", "admin");
    }
}
