package dev.mosty.gate.amocrm;

/** How many leads one PATCH carries: halved when amoCRM took too long (504), grown again by what it takes. */
final class BatchSize {
    private static final int GROWTH = 5;

    private final int most;
    private int present;

    BatchSize(int most) {
        this.most = most;
        this.present = most;
    }

    synchronized int present() {
        return present;
    }

    synchronized void tooSlow(int sent) {
        present = Math.clamp(sent / 2, 1, present);
    }

    synchronized void taken() {
        present = Math.min(most, present + GROWTH);
    }
}
