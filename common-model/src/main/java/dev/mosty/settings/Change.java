package dev.mosty.settings;

/** One change of {@link Settings#update}. A secret's {@code toString} does not show it. */
public sealed interface Change {
    String name();

    record Put(String name, String value) implements Change {}

    record PutSecret(String name, String value) implements Change {
        @Override
        public String toString() {
            return "PutSecret[name=" + name + ", value=***]";
        }
    }

    record Delete(String name) implements Change {}
}
