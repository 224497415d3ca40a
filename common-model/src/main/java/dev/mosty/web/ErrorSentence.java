package dev.mosty.web;

/** What a status means, for replies that nobody wrote a sentence for. */
final class ErrorSentence {
    private ErrorSentence() {}

    static String of(int status) {
        return switch (status) {
            case 400 -> "The request cannot be understood.";
            case 401 -> "The token is missing or wrong.";
            case 403 -> "This is not allowed.";
            case 404 -> "There is nothing at this address.";
            case 405 -> "This address does not take that method.";
            case 406 -> "The reply can only be application/json.";
            case 408 -> "The request did not arrive in time.";
            case 413 -> "The body is too large.";
            case 414 -> "The address is too long.";
            case 415 -> "The body must be application/json.";
            case 429 -> "Too many requests; try again later.";
            case 431 -> "The headers are too large.";
            case 503 -> "The service is not ready; try again later.";
            default -> status < 500 ? "The request was refused." : failed();
        };
    }

    /** Names the request, so that a person can find it in the log. */
    static String failed() {
        return RequestId.current()
                .map(id -> "Something failed here; the log has it under the request id " + id + ".")
                .orElse("Something failed here.");
    }
}
