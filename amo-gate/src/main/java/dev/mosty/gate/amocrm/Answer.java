package dev.mosty.gate.amocrm;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What amoCRM's reply means ({@code facts/amocrm.md §2}, Limits and Errors). */
sealed interface Answer {

    /** 2xx; an empty object for 204, which says that there is nothing. */
    record Taken(JsonNode body) implements Answer {}

    /** 400 with reasons: by {@code request_id} where amoCRM names the item. */
    record Invalid(Map<String, List<Fault>> named, String why) implements Answer {}

    /** One reason of a refusal. */
    record Fault(String code, String path, String detail) {}

    /** 404: what the address names is not there. */
    record NotFound(String why) implements Answer {}

    /** 401: the token is not, or no longer, good. */
    record Unauthorized(String why) implements Answer {}

    /** 403 as a page: the account or address is blocked for hammering; every further request makes it worse. */
    record Banned() implements Answer {}

    /** Nothing was sent: amoCRM has blocked us a while ago, and the block would only grow. */
    record Resting(Duration left) implements Answer {}

    /** 403 as a problem document: this user may not do this. */
    record Forbidden(String why) implements Answer {}

    /** 402: the subscription has ended. */
    record Unpaid() implements Answer {}

    /** 429. */
    record TooMany(Optional<Duration> retryAfter) implements Answer {}

    /** 301, 302, 307, 308: the account has another subdomain now. */
    record Moved(String to) implements Answer {}

    /** 504: the request was too much at once; it may have been carried out. */
    record TooSlow() implements Answer {}

    /** Another 5xx, a timeout or a reset: the request may have been carried out. */
    record Unknown(String why) implements Answer {}

    /** Nothing was sent: no address, no connection. */
    record Unreachable(String why) implements Answer {}

    /** Anything else, such as a 200 that is no JSON. */
    record Strange(String why) implements Answer {}
}
