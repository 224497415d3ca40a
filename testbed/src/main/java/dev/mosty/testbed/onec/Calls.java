package dev.mosty.testbed.onec;

/** Counts what came through to 1C, and how many sessions that took at once. */
public final class Calls {
    private long tests;
    private long doctors;
    private long documents;
    private long pages;
    private long confirmations;
    private long unlicensed;
    private long unauthorized;
    private int underWay;
    private int mostUnderWay;

    Calls() {}

    /**
     * What was counted since the last reset.
     *
     * @param tests calls of TestRequest
     * @param doctors calls of GetSetData for hours
     * @param documents calls of GetSetData for a document, refused ones included
     * @param pages calls for changes, refused ones included
     * @param confirmations of such pages, refused ones included
     * @param unlicensed requests for which no session was free
     * @param unauthorized requests without the right user
     * @param underWay sessions in use now
     * @param mostUnderWay the most of them at once
     */
    public record Reading(
            long tests,
            long doctors,
            long documents,
            long pages,
            long confirmations,
            long unlicensed,
            long unauthorized,
            int underWay,
            int mostUnderWay) {}

    /** Takes a session if one is free; 0 is without limit. */
    synchronized boolean enter(int sessions) {
        if (sessions > 0 && underWay >= sessions) {
            unlicensed++;
            return false;
        }
        underWay++;
        mostUnderWay = Math.max(mostUnderWay, underWay);
        return true;
    }

    synchronized void leave() {
        underWay--;
    }

    synchronized void tests() {
        tests++;
    }

    synchronized void doctors() {
        doctors++;
    }

    synchronized void documents() {
        documents++;
    }

    synchronized void pages() {
        pages++;
    }

    synchronized void confirmations() {
        confirmations++;
    }

    synchronized void unauthorized() {
        unauthorized++;
    }

    /** What was counted since the last reset. */
    public synchronized Reading reading() {
        return new Reading(
                tests, doctors, documents, pages, confirmations, unlicensed, unauthorized, underWay, mostUnderWay);
    }

    /** Counts anew; requests that are under way stay so. */
    public synchronized void reset() {
        tests = 0;
        doctors = 0;
        documents = 0;
        pages = 0;
        confirmations = 0;
        unlicensed = 0;
        unauthorized = 0;
        mostUnderWay = underWay;
    }
}
