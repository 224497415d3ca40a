package dev.mosty.testbed.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;

/** RDESK's posts: a booking of one of {@link Posts#LEADS} leads at random. */
record Bookings() implements Bodies {

    @Override
    public byte[] next() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return Posts.booking(Posts.FIRST_LEAD + random.nextInt(Posts.LEADS), random.nextLong(100_000, 1_000_000))
                .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String script() throws IOException {
        return Bodies.resource("posts.lua")
                .replace("@BODY@", Posts.template())
                .replace("@SEED@", Long.toString(System.nanoTime() & 0x7fff_ffff))
                .replace("@FIRST@", Long.toString(Posts.FIRST_LEAD))
                .replace("@LEADS@", Integer.toString(Posts.LEADS));
    }
}
