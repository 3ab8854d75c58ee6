package io.plumbline.console.alert;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A message about alerts to a channel, and what became of it.
///
/// @param status of the response; null without one
/// @param error why there was no response
public record AlertDelivery(
        UUID id,
        String channel,
        String event,
        List<UUID> alerts,
        String state,
        int attempts,
        @Nullable Integer status,
        @Nullable String error,
        Instant createdAt,
        @Nullable Instant nextAttemptAt) {

    public boolean isPending() {
        return "PENDING".equals(state);
    }

    /// Whether it failed, or waits after a failed attempt.
    public boolean isRepeatable() {
        return "FAILED".equals(state) || (isPending() && attempts > 0);
    }

    /// Returns the response in words.
    public String response() {
        if (status != null) {
            return "HTTP " + status;
        }
        if (error != null) {
            return error;
        }
        return isPending() ? "None yet" : "Accepted";
    }
}
