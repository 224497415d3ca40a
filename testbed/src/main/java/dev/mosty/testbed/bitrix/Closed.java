package dev.mosty.testbed.bitrix;

/** What a portal refuses everything with (facts/bitrix24.md §1.5). */
public enum Closed {
    /** Open. */
    NO(200, "", ""),
    /** The webhook was deleted. */
    NO_AUTH_FOUND(401, "NO_AUTH_FOUND", "Wrong authorization data"),
    /** The access token has expired. */
    EXPIRED_TOKEN(401, "expired_token", "The access token provided has expired."),
    /** No paid plan. */
    ACCESS_DENIED(403, "ACCESS_DENIED", "REST API is available only on commercial plans"),
    /** The webhook's owner lost their rights. */
    INVALID_CREDENTIALS(403, "INVALID_CREDENTIALS", "Invalid request credentials"),
    /** The webhook was made without the CRM. */
    INSUFFICIENT_SCOPE(
            403, "insufficient_scope", "The request requires higher privileges than provided by the webhook token"),
    /** The application is only for others. */
    USER_ACCESS_ERROR(403, "user_access_error", "The user does not have access to the application."),
    /** Plain HTTP. */
    INVALID_REQUEST(400, "INVALID_REQUEST", "Https required."),
    /** Blocked by hand: a retry does not help. */
    OVERLOAD_LIMIT(503, "OVERLOAD_LIMIT", "REST API is blocked due to overload."),
    /** Something broke. */
    INTERNAL_SERVER_ERROR(500, "INTERNAL_SERVER_ERROR", "Internal server error"),
    /** So did something else. */
    ERROR_UNEXPECTED_ANSWER(500, "ERROR_UNEXPECTED_ANSWER", "Server returned an unexpected response"),
    /** The portal is gone, or closed. */
    PORTAL_DELETED(500, "PORTAL_DELETED", "Portal was deleted");

    private final int status;
    private final String error;
    private final String description;

    Closed(int status, String error, String description) {
        this.status = status;
        this.error = error;
        this.description = description;
    }

    Outcome.Refused refused() {
        return new Outcome.Refused(status, error, description);
    }
}
