package dev.mosty.admin.testsupport;

import dev.mosty.testsupport.MovableClock;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The clock of the service under test, which stands until a test moves it: {@code @Inject MovableClock clock}. */
final class TestClock {
    private TestClock() {}

    @Produces
    @Singleton
    static MovableClock movable() {
        return new MovableClock();
    }
}
