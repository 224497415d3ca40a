package dev.mosty.settings;

import java.time.DateTimeException;
import java.time.ZoneId;
import org.eclipse.microprofile.config.spi.Converter;

/**
 * Reads a variable that names a time zone, such as {@code Europe/Moscow}. Fails as every converter does: the usual one
 * lets an exception out that does not name the variable.
 */
public final class Zone implements Converter<ZoneId> {
    private static final long serialVersionUID = 1L;

    @Override
    public ZoneId convert(String value) {
        try {
            return ZoneId.of(value);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}
