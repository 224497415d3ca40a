package dev.mosty.doctor;

import dev.mosty.web.StartCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Whether the variables are such that a service starts, and none is misspelt: a name that nobody knows has no effect. */
record Configuration(Map<String, String> variables, Sentences say) {
    /** A line of {@code deploy/env.example}, which has its defaults commented out. */
    private static final Pattern NAMED = Pattern.compile("^(?:# ?)?([A-Z][A-Z0-9_]+)=");

    /** Names that differ by so many letters are taken for one; what is shorter is too often a word of its own. */
    private static final int SLIPS = 2;

    private static final int SHORTEST = 7;

    /** @param example {@code deploy/env.example} */
    List<Finding> findings(Path example) throws IOException {
        List<Finding> findings = new ArrayList<>();
        StartCheck.faults(variables).forEach(fault -> findings.add(say.wrong("configuration-fault", fault)));
        Set<String> known = names(example);
        for (String name : new TreeSet<>(variables.keySet())) {
            if (!known.contains(name) && !known.contains(name.replaceFirst("_FILE$", ""))) {
                known.stream()
                        .filter(meant -> misspelt(name, meant))
                        .findFirst()
                        .ifPresent(meant -> findings.add(say.wrong("configuration-misspelt", name, meant)));
            }
        }
        return findings.isEmpty() ? List.of(say.well("configuration")) : findings;
    }

    private static Set<String> names(Path example) throws IOException {
        try (var lines = Files.lines(example)) {
            return lines.flatMap(line -> NAMED.matcher(line).results())
                    .map(result -> result.group(1))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    static boolean misspelt(String name, String meant) {
        String bare = name.replace("_", "").toUpperCase(Locale.ROOT);
        String wanted = meant.replace("_", "");
        return wanted.length() >= SHORTEST
                && Math.abs(bare.length() - wanted.length()) <= SLIPS
                && slips(bare, wanted) <= SLIPS;
    }

    /** Levenshtein's distance: letters to add, drop or replace. */
    private static int slips(String one, String other) {
        int[] above = new int[other.length() + 1];
        for (int i = 0; i <= other.length(); i++) {
            above[i] = i;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] row = new int[other.length() + 1];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int replaced = above[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(above[j], row[j - 1]) + 1);
            }
            above = row;
        }
        return above[other.length()];
    }
}
