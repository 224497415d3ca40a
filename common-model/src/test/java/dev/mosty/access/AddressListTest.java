package dev.mosty.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mosty.settings.Misconfigured;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressListTest {
    private final AddressList list = AddressList.parse("GATE_ALLOW_IPS", " 10.0.0.0/8, 2001:db8::/32 ,127.0.0.1,");

    @ParameterizedTest
    @ValueSource(strings = {"10.255.0.1", "2001:db8::1", "127.0.0.1", "::ffff:10.1.2.3", "::ffff:7f00:1"})
    void whatIsListedIsContained(String address) throws UnknownHostException {
        assertThat(list.contains(address)).isTrue();
        assertThat(list.contains(InetAddress.getByName(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"11.0.0.1", "2001:db9::1", "127.0.0.2", "::1", "::ffff:11.0.0.1", "::10.0.0.1"})
    void whatIsNotListedIsNot(String address) throws UnknownHostException {
        assertThat(list.contains(address)).isFalse();
        assertThat(list.contains(InetAddress.getByName(address))).isFalse();
    }

    @Test
    void aStarIsEveryAddressAndABlankListIsNone() {
        AddressList all = AddressList.parse("ADMIN_ALLOW_IPS", "*");
        assertThat(all.contains("8.8.8.8")).isTrue();
        assertThat(all.contains("2a00::1")).isTrue();
        assertThat(AddressList.parse("X", " ").isEmpty()).isTrue();
        assertThat(AddressList.parse("X", "").contains("8.8.8.8")).isFalse();
    }

    @Test
    void aNetworkWithItsHostBitsSetIsThatNetwork() {
        assertThat(AddressList.parse("X", "192.168.7.9/24").contains("192.168.7.200"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "10.0.0.0/33",
                "10.0.0",
                "010.0.0.1",
                "10.*.0.1",
                "10.0.0.1-5",
                "fe80::1%eth0",
                "0x7f000001",
                "2130706433",
                "10.0.0.0/255.0.0.0",
                "/8",
                "::/129",
                "10.0.0.0 10.0.0.1"
            })
    void anEntryThatIsNoAddressIsNamedInOneSentence(String entry) {
        assertThatThrownBy(() -> AddressList.parse("GATE_ALLOW_IPS", "127.0.0.1," + entry))
                .isInstanceOf(Misconfigured.class)
                .hasMessage("GATE_ALLOW_IPS: \"" + entry + "\" is not an address or a network like 10.0.0.0/8.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.8", "93.184.216.34", "2a00:1450:4001::1", "100.63.255.255", "172.32.0.1"})
    void theInternetIsPublic(String address) throws UnknownHostException {
        assertThat(AddressList.isPublic(InetAddress.getByName(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "0.0.0.0",
                "10.1.1.1",
                "172.16.0.1",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "192.0.2.1",
                "198.51.100.1",
                "203.0.113.1",
                "198.18.0.1",
                "240.0.0.1",
                "::",
                "::1",
                "fe80::1",
                "fec0::1",
                "fd00::1",
                "ff02::1",
                "64:ff9b::10.0.0.1",
                "64:ff9b::8.8.8.8",
                "2001:db8::1",
                "2002:a00:1::1",
                "2001:0:1::1",
                "3fff::1",
                "100::1",
                "::ffff:127.0.0.1",
                "::127.0.0.1"
            })
    void whatIsInsideOrNowhereIsNot(String address) throws UnknownHostException {
        assertThat(AddressList.isPublic(InetAddress.getByName(address))).isFalse();
    }

    @Test
    void aHouseholdIsAnAddressOrTheNetworkThatOneIsGiven() {
        assertThat(AddressList.household("203.0.113.7")).isEqualTo("203.0.113.7");
        assertThat(AddressList.household("::ffff:203.0.113.7")).isEqualTo("203.0.113.7");
        assertThat(AddressList.household("2001:db8:1:2::1")).isEqualTo("2001:db8:1:2::/64");
        assertThat(AddressList.household("2001:db8:1:2:ffff::1")).isEqualTo("2001:db8:1:2::/64");
        assertThat(AddressList.household("nonsense")).isEqualTo("nonsense");
    }
}
