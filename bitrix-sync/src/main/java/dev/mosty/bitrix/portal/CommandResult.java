package dev.mosty.bitrix.portal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mosty.delivery.Outcome;
import java.time.Duration;
import java.util.OptionalInt;

/** What became of one command. */
sealed interface CommandResult {

    /** @param next where a list goes on */
    record Taken(JsonNode value, OptionalInt next) implements CommandResult {}

    /** The portal's no to this very command. */
    record Refused(String code, String description) implements CommandResult {}

    /** It surely was not carried out, and this is what its deliveries get. */
    record NotDone(Outcome outcome) implements CommandResult {}

    /** It may have been carried out, or may still be for so long. */
    record Unknown(String why, Duration left) implements CommandResult {}
}
