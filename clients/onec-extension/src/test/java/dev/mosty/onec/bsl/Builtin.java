package dev.mosty.onec.bsl;

import java.util.List;

/**
 * A function of the language.
 *
 * @param least how many arguments it must have
 * @param most how many it may have
 */
record Builtin(int least, int most, Body body) {

    interface Body {
        Object of(List<Object> arguments);
    }

    Object call(String name, List<Object> arguments) {
        if (arguments.size() < least || arguments.size() > most) {
            throw new Refusal(
                    "«%s» takes %d to %d arguments here, not %d".formatted(name, least, most, arguments.size()));
        }
        return body.of(arguments);
    }
}
