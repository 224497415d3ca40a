package dev.mosty.access;

import dev.mosty.settings.Misconfigured;
import inet.ipaddr.AddressStringException;
import inet.ipaddr.AddressStringParameters.RangeParameters;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressNetwork.IPAddressGenerator;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import inet.ipaddr.IncompatibleAddressException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A list of addresses and networks, such as {@code 10.0.0.0/8,2001:db8::/32,127.0.0.1}; {@code *} is every address. An
 * IPv4 address that comes mapped into IPv6 is compared as the IPv4 address that it is.
 */
public final class AddressList {
    /** Addresses as they are commonly written, and nothing of {@code inet_aton}: no octal, no wildcards, no zone. */
    private static final IPAddressStringParameters STRICT = new IPAddressStringParameters.Builder()
            .allowAll(false)
            .allowEmpty(false)
            .allowSingleSegment(false)
            .allowWildcardedSeparator(false)
            .allowMask(false)
            .allowPrefixOnly(false)
            .setRangeOptions(RangeParameters.NO_RANGE)
            .getIPv4AddressParametersBuilder()
            .allow_inet_aton(false)
            .allowLeadingZeros(false)
            .getParentBuilder()
            .getIPv6AddressParametersBuilder()
            .allowZone(false)
            .allowBase85(false)
            .getParentBuilder()
            .toParams();

    private final List<IPAddress> networks;

    private AddressList(List<IPAddress> networks) {
        this.networks = List.copyOf(networks);
    }

    /**
     * @param variable the variable it comes from, for the sentence
     * @param commaSeparated may be blank: a list that contains nothing
     * @throws Misconfigured naming the first entry that is no address
     */
    public static AddressList parse(String variable, String commaSeparated) {
        List<IPAddress> networks = new ArrayList<>();
        for (String entry : Arrays.stream(commaSeparated.split(",", -1))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .toList()) {
            if (entry.equals("*")) {
                networks.add(network("0.0.0.0/0").orElseThrow());
                networks.add(network("::/0").orElseThrow());
            } else {
                networks.add(network(entry)
                        .orElseThrow(() -> new Misconfigured(
                                variable, "\"" + entry + "\" is not an address or a network like 10.0.0.0/8")));
            }
        }
        return new AddressList(networks);
    }

    public boolean isEmpty() {
        return networks.isEmpty();
    }

    public boolean contains(InetAddress address) {
        return contains(new IPAddressGenerator().from(address.getAddress()));
    }

    /** As text, such as a peer's address; what is no address is in no list. */
    public boolean contains(String address) {
        return network(address).map(this::contains).orElse(false);
    }

    private boolean contains(IPAddress address) {
        IPAddress plain = unmapped(address);
        return networks.stream().anyMatch(network -> network.contains(plain));
    }

    /** Whether a call out may go there although a stranger named the address. */
    public static boolean isPublic(InetAddress address) {
        IPAddress plain = unmapped(new IPAddressGenerator().from(address.getAddress()));
        return plain.isIPv4()
                ? !SpecialAddresses.IPV4.contains(plain)
                : SpecialAddresses.IPV6_GLOBAL.contains(plain) && !SpecialAddresses.IPV6.contains(plain);
    }

    /**
     * Under which an address's failures are counted: itself, or of IPv6 the /64 that one household has, so that nobody
     * gets 2^64 first tries.
     */
    public static String household(String address) {
        if (address.indexOf(':') < 0) {
            return address; // An IPv4 address, as it is asked for with every request.
        }
        return network(address)
                .map(known -> known.isIPv6() ? known.toPrefixBlock(64) : known)
                .map(IPAddress::toCanonicalString)
                .orElse(address);
    }

    private static Optional<IPAddress> network(String text) {
        try {
            IPAddress address = new IPAddressString(text, STRICT).toAddress();
            return Optional.of(unmapped(address.isPrefixed() ? address.toPrefixBlock() : address));
        } catch (AddressStringException | IncompatibleAddressException e) {
            return Optional.empty();
        }
    }

    private static IPAddress unmapped(IPAddress address) {
        return address.isIPv6() && address.toIPv6().isIPv4Mapped()
                ? address.toIPv6().getEmbeddedIPv4Address()
                : address;
    }

    /** IANA's registries of special-purpose addresses, RFC 6890 and later, and multicast. */
    private static final class SpecialAddresses {
        static final AddressList IPV4 = parse("IPv4", """
                0.0.0.0/8, 10.0.0.0/8, 100.64.0.0/10, 127.0.0.0/8, 169.254.0.0/16, 172.16.0.0/12, 192.0.0.0/24,
                192.0.2.0/24, 192.31.196.0/24, 192.52.193.0/24, 192.88.99.0/24, 192.168.0.0/16, 192.175.48.0/24,
                198.18.0.0/15, 198.51.100.0/24, 203.0.113.0/24, 224.0.0.0/4, 240.0.0.0/4""");

        static final AddressList IPV6_GLOBAL = parse("IPv6", "2000::/3");

        /** Within the global range. Teredo (in 2001::/23) and 6to4 (2002::/16) carry an IPv4 address past this list. */
        static final AddressList IPV6 = parse("IPv6", """
                2001::/23, 2001:db8::/32, 2002::/16, 2620:4f:8000::/48, 3fff::/20""");
    }
}
