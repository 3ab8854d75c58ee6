package io.plumbline.registry.webhook;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An event for a webhook, and what became of it.
///
/// @param id the header `webhook-id`, the same at every attempt
/// @param body the event as sent
/// @param status the response's status; null without a response
/// @param error why there was no response
/// @param nextAttemptAt null if there will be none
record WebhookDelivery(
        UUID id,
        WebhookEvent event,
        State state,
        int attempts,
        @Nullable Integer status,
        @Nullable String error,
        Instant createdAt,
        @Nullable Instant attemptedAt,
        @Nullable Instant nextAttemptAt,
        String body) {

    /// The states of a delivery.
    enum State {
        PENDING,
        DELIVERED,
        FAILED
    }
}
