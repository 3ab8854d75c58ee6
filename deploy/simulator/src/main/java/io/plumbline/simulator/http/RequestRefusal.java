package io.plumbline.simulator.http;

import org.jspecify.annotations.Nullable;

/// A refused request, with the status of the refusal. Each surface writes it in its own format; the message
/// addresses the caller and names what to change.
public final class RequestRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final @Nullable String param;
    private final @Nullable Integer retryAfterSeconds;

    private RequestRefusal(int status, String message, @Nullable String param, @Nullable Integer retryAfterSeconds) {
        super(message, null, false, false);
        this.status = status;
        this.param = param;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    public static RequestRefusal of(int status, String message) {
        return new RequestRefusal(status, message, null, null);
    }

    /// A 400 for one invalid field; `param` is its path in the body, as in `messages[1].content`.
    public static RequestRefusal badField(String param, String message) {
        return new RequestRefusal(400, message, param, null);
    }

    /// A temporary failure: the caller may retry after that many seconds.
    public static RequestRefusal forNow(int status, String message, int retryAfterSeconds) {
        return new RequestRefusal(status, message, null, retryAfterSeconds);
    }

    public int status() {
        return status;
    }

    /// As `getMessage()`, but never null.
    public String message() {
        return String.valueOf(getMessage());
    }

    public @Nullable String param() {
        return param;
    }

    public @Nullable Integer retryAfterSeconds() {
        return retryAfterSeconds;
    }
}
