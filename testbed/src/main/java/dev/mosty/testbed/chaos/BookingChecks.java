package dev.mosty.testbed.chaos;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What must hold of registrations at the end, as functions of what was answered and what 1C has. */
final class BookingChecks {

    private BookingChecks() {}

    /**
     * A document of 1C.
     *
     * @param writes how often 1C was told to write it: a second time would be a second document in a 1C that does not
     *     recognise the lead
     */
    record Made(String number, Booking booking, int writes) {}

    /** Intents that 1C carried out more than once. */
    static List<String> twice(Collection<Made> documents) {
        Map<Booking, List<Made>> made = new LinkedHashMap<>();
        documents.forEach(document -> made.computeIfAbsent(document.booking(), any -> new ArrayList<>())
                .add(document));
        return made.values().stream()
                .filter(same -> same.stream().mapToInt(Made::writes).sum() > 1)
                .map(Object::toString)
                .toList();
    }

    /** Answers with a number that 1C does not have, or has for somebody else. */
    static List<String> invented(Collection<Answered> answers, Collection<Made> documents) {
        Map<String, Booking> made = new HashMap<>();
        documents.forEach(document -> made.put(document.number(), document.booking()));
        return answers.stream()
                .filter(answer -> answer.number()
                        .filter(number -> !answer.booking().orElseThrow().equals(made.get(number)))
                        .isPresent())
                .map(Answered::toString)
                .toList();
    }

    /** Intents that were answered with more than one number. */
    static List<String> disagreeing(Collection<Answered> answers) {
        Map<Booking, Set<String>> numbers = new LinkedHashMap<>();
        answers.forEach(answer -> answer.number()
                .ifPresent(number -> numbers.computeIfAbsent(answer.booking().orElseThrow(), any -> new TreeSet<>())
                        .add(number)));
        return numbers.entrySet().stream()
                .filter(intent -> intent.getValue().size() > 1)
                .map(Object::toString)
                .toList();
    }

    /** Answers that no program could read. */
    static List<String> notJson(Collection<Answered> answers) {
        return answers.stream()
                .filter(answer -> answer.json().isEmpty())
                .map(Answered::toString)
                .toList();
    }

    /** Answers whose row is missing, although nothing was killed that could have taken it along. */
    static List<String> unlogged(Collection<Answered> answers, Set<String> logged) {
        return answers.stream()
                .filter(Answered::mustBeLogged)
                .filter(answer -> !logged.contains(answer.id()))
                .map(Answered::toString)
                .toList();
    }
}
