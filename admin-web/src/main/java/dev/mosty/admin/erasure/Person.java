package dev.mosty.admin.erasure;

import java.util.Optional;
import java.util.stream.Collectors;

/** By what a person's data is looked for. Pure. */
sealed interface Person {

    /**
     * @param digits the last ten of the number, as every way of writing a Russian number has them
     */
    record Phone(String digits) implements Person {
        /** What people and programs write between digits. */
        private static final String BETWEEN = "[-() ./\u00A0]{0,3}";

        /** A regular expression of PostgreSQL: the number, however it is written, and not a part of a longer one. */
        @Override
        public String pattern() {
            return "(?<![0-9])(?:[+]?[0-9]{1,3}" + BETWEEN + ")?"
                    + digits.chars().mapToObj(Character::toString).collect(Collectors.joining(BETWEEN))
                    + "(?![0-9])";
        }

        /** The digits in their order, whatever stands between them. */
        @Override
        public String likely() {
            return digits.chars().mapToObj(Character::toString).collect(Collectors.joining("%", "%", "%"));
        }

        @Override
        public String shown() {
            return "…" + digits.substring(digits.length() - 2);
        }
    }

    /** @param id of amoCRM's lead */
    record Lead(String id) implements Person {
        @Override
        public String pattern() {
            return "(?<![0-9])" + id + "(?![0-9])";
        }

        @Override
        public String likely() {
            return "%" + id + "%";
        }

        @Override
        public String shown() {
            return id;
        }
    }

    /** Finds it in a text, in PostgreSQL. */
    String pattern();

    /** What a {@code like} must find where {@link #pattern} could: several times as fast, and it rules out most rows. */
    String likely();

    /** That this column has it; the quick look first, since PostgreSQL keeps the order of what it takes to cost the same. */
    static String in(String column) {
        return "(%1$s like :likely and %1$s ~ :pattern)".formatted(column);
    }

    /** For the audit, which must not keep what was erased. */
    String shown();

    /** @return empty if it is neither: too short a number would find strangers */
    static Optional<Person> of(String kind, String typed) {
        String digits = typed.replaceAll("[^0-9]", "");
        return switch (kind) {
            case "phone" ->
                digits.length() >= 10 && digits.length() <= 15
                        ? Optional.of(new Phone(digits.substring(digits.length() - 10)))
                        : Optional.empty();
            case "lead" -> typed.matches("[1-9][0-9]{0,17}") ? Optional.of(new Lead(typed)) : Optional.empty();
            default -> Optional.empty();
        };
    }
}
