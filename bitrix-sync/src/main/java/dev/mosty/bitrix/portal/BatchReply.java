package dev.mosty.bitrix.portal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.mosty.delivery.Outcome.Retry;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * What the answer to a batch says of each of its commands, and how long that one took.
 *
 * @param times learn from it
 */
record BatchReply(MethodTimes times) {

    /**
     * PHP writes an empty map as a list; a label is then in neither.
     *
     * @param batch the result of the whole
     */
    CommandResult of(Command command, JsonNode batch) {
        var error = batch.path("result_error").path(command.label());
        var value = batch.path("result").path(command.label());
        var time = batch.path("result_time").path(command.label());
        times.learn(command.method(), time);
        if (!error.isMissingNode()) {
            return refused(command, Answers.ofCommand(error));
        }
        if (value.isMissingNode()) {
            return new CommandResult.Unknown("the portal's answer does not name it", Duration.ZERO);
        }
        var next = batch.path("result_next").path(command.label());
        return new CommandResult.Taken(
                value, next instanceof MissingNode ? OptionalInt.empty() : OptionalInt.of(next.asInt()));
    }

    private CommandResult refused(Command command, Answer answer) {
        return switch (answer) {
            case Answer.Refused(String code, String description) -> new CommandResult.Refused(code, description);
            case Answer.OutOfTime() -> {
                times.exhausted(command.method());
                yield outOfTime(command);
            }
            case Answer.TooMany() ->
                new CommandResult.NotDone(new Retry(Batches.AFTER_FULL_BUCKET, "the bucket was full"));
            case Answer.Unknown(String why, Duration left) -> new CommandResult.Unknown(why, left);
            case Answer.Taken ignored -> throw new IllegalStateException("an error is no result");
            case Answer.Blocked ignored -> new CommandResult.NotDone(Pauses.of(answer, 0));
            case Answer.Unauthorized ignored -> new CommandResult.NotDone(Pauses.of(answer, 0));
            case Answer.Forbidden ignored -> new CommandResult.NotDone(Pauses.of(answer, 0));
            case Answer.Elsewhere ignored -> new CommandResult.NotDone(Pauses.of(answer, 0));
            case Answer.Unreachable ignored -> new CommandResult.NotDone(Pauses.of(answer, 0));
        };
    }

    /** The method's time is spent: nothing was done. */
    CommandResult outOfTime(Command command) {
        return new CommandResult.NotDone(new Retry(
                times.untilFree(command.method()), "the portal's time for " + command.method() + " is spent"));
    }
}
