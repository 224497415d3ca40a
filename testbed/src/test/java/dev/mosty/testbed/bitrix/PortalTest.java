package dev.mosty.testbed.bitrix;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** A portal for all tests of a class, as it was set up before each. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PortalTest {
    BitrixSimulator portal;
    Program program;

    @BeforeAll
    void start() {
        portal = BitrixSimulator.start(BitrixOptions.inMemory());
        program = new Program(portal);
    }

    /** Nothing takes time but where a test says so. */
    @BeforeEach
    void begin() {
        portal.reset();
        program.knobs("{'takesTime':false}");
    }

    @AfterAll
    void stop() {
        program.close();
        portal.close();
    }
}
