package dev.mosty.onec.bsl;

/** Where a variable's value lies: 1C hands variables to procedures, not their values, unless «Знач» is written. */
final class Cell {
    private Object value;

    Cell(Object value) {
        this.value = value;
    }

    Object get() {
        return value;
    }

    void set(Object changed) {
        value = changed;
    }
}
