package dev.mosty.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OneCAddressTest {
    @ParameterizedTest
    @CsvSource({
        "HTTP, localhost, 8000, /hs/, http://localhost:8000/hs/",
        "https, 10.0.0.5, 443, base/hs/amo, https://10.0.0.5:443/base/hs/amo/",
        "HTTP, localhost, 80, '', http://localhost:80/",
        "HTTP, localhost, 80, ///, http://localhost:80/",
        "HTTP, ' localhost ', 80, /a/, http://localhost:80/a/",
        "HTTP, localhost, 80, /База/hs, http://localhost:80/%D0%91%D0%B0%D0%B7%D0%B0/hs/",
        "HTTP, localhost, 80, /%D0%91/hs, http://localhost:80/%D0%91/hs/",
        "HTTP, [::1], 80, /hs/, http://[::1]:80/hs/"
    })
    void whatPeopleTypeBecomesAnAddress(String protocol, String host, String port, String path, URI base) {
        assertThat(address(protocol, host, port, path).base()).contains(base);
    }

    @ParameterizedTest
    @CsvSource({
        "FTP, localhost, 80, /",
        "HTTP, '', 80, /",
        "HTTP, evil.example/?x=, 80, /",
        "HTTP, user@localhost, 80, /",
        "HTTP, a b, 80, /",
        "HTTP, localhost, 0, /",
        "HTTP, localhost, 65536, /",
        "HTTP, localhost, x, /",
        "HTTP, localhost:81, 80, /"
    })
    void otherThingsDoNot(String protocol, String host, String port, String path) {
        assertThat(address(protocol, host, port, path).base()).isEmpty();
    }

    @Test
    void theLoginIsNeverShown() {
        assertThat(address("HTTP", "localhost", "80", "/")).hasToString("OneCAddress[localhost:80]");
        assertThat(address("HTTP", "localhost", "80", "/").authorization()).isEqualTo("Basic dTpw");
    }

    private static OneCAddress address(String protocol, String host, String port, String path) {
        return new OneCAddress(protocol, host, port, path, "u", "p");
    }
}
