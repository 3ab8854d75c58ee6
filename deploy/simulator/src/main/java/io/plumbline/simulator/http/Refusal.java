package io.plumbline.simulator.http;

import org.jspecify.annotations.Nullable;

/// A refused request, with the status of the refusal. Each surface writes it in its own format; the message
/// addresses the caller and names what to change.
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final @Nullable String param;
    private final @Nullable Integer retryAfterSeconds;

    private Refusal(int status, String message, @Nullable String param, @Nullable Integer retryAfterSeconds) {
        super(message, null, false, false);
        this.status = status;
        this.param = param;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    public static Refusal of(int status, String message) {
        return new Refusal(status, message, null, null);
    }

    /// A 400 for one invalid field; `param` is its path in the body, as in `messages[1].content`.
    public static Refusal badField(String param, String message) {
        return new Refusal(400, message, param, null);
    }

    /// A temporary failure: the caller may retry after that many seconds.
    public static Refusal forNow(int status, String message, int retryAfterSeconds) {
        return new Refusal(status, message, null, retryAfterSeconds);
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
