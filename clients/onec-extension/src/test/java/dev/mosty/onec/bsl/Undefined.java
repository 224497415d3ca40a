package dev.mosty.onec.bsl;

/** {@code Неопределено}. */
public enum Undefined {
    VALUE
}
