package dev.mosty.proxy.document;

import dev.mosty.proxy.WidgetRequest;
import dev.mosty.settings.Sha256;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is one registration and no second one: the token's owner and the fields that tell which hour is booked for whom.
 * Other fields do not make another intent of it.
 *
 * @param key SHA-256 of all of it, in hexadecimal
 */
record Intent(String key) {
    private static final List<String> FIELDS = List.of("numberAmo", "date", "doctor", "time", "customer", "tel");

    static Intent of(String owner, WidgetRequest request) {
        // With its length before each text no two different intents read the same.
        return new Intent(
                Sha256.hex(Stream.concat(Stream.of(owner), FIELDS.stream().map(request::text))
                        .map(text -> text.length() + ":" + text)
                        .collect(Collectors.joining())));
    }

    byte[] bytes() {
        return HexFormat.of().parseHex(key);
    }
}
