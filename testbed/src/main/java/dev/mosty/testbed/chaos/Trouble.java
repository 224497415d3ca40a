package dev.mosty.testbed.chaos;

import java.time.Duration;
import java.util.Random;

/** A kind of mischief; its name has a line in the messages ({@code chaos.kind.…}). */
interface Trouble {

    /** How long whatever it hits stays dead, frozen or away; zero where it only spoils requests. */
    Duration lasting(Random random);

    /** At least so long and less than that. */
    static Duration between(long leastMillis, long mostMillis, Random random) {
        return Duration.ofMillis(random.nextLong(leastMillis, mostMillis));
    }
}
