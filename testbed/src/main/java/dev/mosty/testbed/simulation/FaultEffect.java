package dev.mosty.testbed.simulation;

/** What a {@link Fault} does to a request. */
public sealed interface FaultEffect {

    /** The body of a faulty answer: the system's own JSON, a line of text, a web server's page, or none. */
    enum Body {
        PROBLEM,
        TEXT,
        HTML,
        EMPTY
    }

    /** Answers at once; nothing is applied. */
    record Answer(int status, Body body) implements FaultEffect {}

    /** Never answers and applies nothing; the connection stays open. */
    record Hang() implements FaultEffect {}

    /** Closes the connection without an answer; nothing is applied. */
    record Reset() implements FaultEffect {}

    /** Serves the request, and sends the body of its answer byte by byte. */
    record Drip(long millisPerByte) implements FaultEffect {}

    /** Serves the request, and the body of its answer never ends. */
    record Endless() implements FaultEffect {}

    /** Applies the request but answers this, e.g. a gateway's 504. */
    record ApplyThenAnswer(int status, Body body) implements FaultEffect {}

    /** Applies the request but never answers. */
    record ApplyThenHang() implements FaultEffect {}

    /** Applies the request but closes the connection without an answer. */
    record ApplyThenReset() implements FaultEffect {}

    /**
     * Answers this at once, and applies the request later: whoever gave up and looks in between finds nothing, e.g.
     * behind a gateway that is less patient than the system.
     */
    record AnswerThenApply(int status, Body body, long afterMillis) implements FaultEffect {}
}
