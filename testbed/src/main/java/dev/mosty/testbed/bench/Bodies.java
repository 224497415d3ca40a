package dev.mosty.testbed.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** What a load posts, for either generator. */
interface Bodies {

    /** For the Java generator; called from many threads. */
    byte[] next();

    /** Lua for {@code wrk}, with {@code request} and whatever else it needs but {@code done}. */
    String script() throws IOException;

    /** A file beside this class. */
    static String resource(String name) throws IOException {
        try (InputStream file = Bodies.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
