package dev.mosty.bitrix.portal;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/** What the portal's reply to one request means ({@code facts/bitrix24.md §1.5}): decided by its code, then its status. */
sealed interface Answer {

    /** @param time how long it took and how much of the method's budget is spent */
    record Taken(JsonNode result, JsonNode time) implements Answer {}

    /** The portal understood and said no to this very thing; the code is often empty. */
    record Refused(String code, String description) implements Answer {}

    /** Its bucket is full: nothing was done, the same may be asked again in a moment. */
    record TooMany() implements Answer {}

    /** The method's time is spent: nothing was done. */
    record OutOfTime() implements Answer {}

    /** Blocked by Bitrix24's people (OVERLOAD_LIMIT): asking again makes it worse. */
    record Blocked() implements Answer {}

    /** The webhook, or the login in front of the portal, is not or no longer good. */
    record Unauthorized(String why) implements Answer {}

    /** The webhook's rights or the portal's plan do not allow this. */
    record Forbidden(String why) implements Answer {}

    /** The portal is gone or unpaid, has moved, or has no such method: a person has to look. */
    record Elsewhere(String why) implements Answer {}

    /**
     * The request may have been carried out, or may still be.
     *
     * @param left after that it is surely over: whoever searches sooner may create a second one
     */
    record Unknown(String why, Duration left) implements Answer {}

    /** Surely nothing was sent. */
    record Unreachable(String why) implements Answer {}
}
