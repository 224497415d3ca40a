package dev.mosty.testbed.launcher;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The command line, taken apart.
 *
 * @param real the simulators are left out and {@code .env} is read
 * @param portOffset what {@code --port-offset} says, if given
 * @param rest what is the command's own business
 */
record Options(String command, boolean real, Optional<Integer> portOffset, List<String> rest) {

    static Options parse(List<String> arguments, Messages messages) {
        String command = arguments.isEmpty() ? "" : arguments.getFirst();
        boolean real = false;
        Optional<Integer> portOffset = Optional.empty();
        List<String> rest = new ArrayList<>();
        for (int i = 1; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (argument.equals("--real")) {
                real = true;
            } else if (argument.equals("--port-offset")) {
                i++;
                portOffset = Optional.of(offset(i < arguments.size() ? arguments.get(i) : "", messages));
            } else if (argument.startsWith("--port-offset=")) {
                portOffset = Optional.of(offset(argument.substring("--port-offset=".length()), messages));
            } else {
                rest.add(argument);
            }
        }
        return new Options(command, real, portOffset, List.copyOf(rest));
    }

    static int offset(String text, Messages messages) {
        return number(text, 0, 45000).orElseThrow(() -> new Complaint(2, messages.text("wrong.port-offset", text)));
    }

    static Optional<Integer> number(String text, int least, int most) {
        try {
            int number = Integer.parseInt(text.strip());
            return number < least || number > most ? Optional.empty() : Optional.of(number);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
