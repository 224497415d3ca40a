package dev.mosty.testbed.launcher;

import java.io.PrintStream;
import java.util.List;

/** The one terminal that all processes share: whole lines, each with its speaker's name. */
final class Console {

    private static final List<String> COLORS = List.of("36", "35", "33", "32", "34", "31", "96", "95");

    private final PrintStream out;
    private final boolean color;
    private final List<String> names;
    private final int width;

    /** @param names of all who will speak, so that their lines align */
    Console(PrintStream out, boolean color, List<String> names) {
        this.out = out;
        this.color = color;
        this.names = names;
        this.width = names.stream().mapToInt(String::length).max().orElse(0);
    }

    /** The launcher's own words. */
    void say(String text) {
        print(text);
    }

    /** A line that a child wrote. */
    void line(String name, String text) {
        String prefix = name + " ".repeat(width - name.length()) + " │ ";
        String code = COLORS.get(Math.floorMod(names.indexOf(name), COLORS.size()));
        print(color ? "\u001B[" + code + "m" + prefix + "\u001B[0m" + text : prefix + text);
    }

    private synchronized void print(String text) {
        out.println(text);
        out.flush();
    }
}
