package io.plumbline.monitoring.alert.delivery;

import io.plumbline.monitoring.alert.channel.AlertMessage;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A message to a channel, and what became of it.
///
/// @param id the header `webhook-id` of a webhook, the same at every attempt
/// @param alerts ids of its alerts, at most 20
/// @param status the response's status; null without a response, and for mail
/// @param error why there was no response
/// @param nextAttemptAt null if there will be none
record AlertDelivery(
        UUID id,
        String team,
        String channel,
        AlertMessage.Event event,
        List<UUID> alerts,
        State state,
        int attempts,
        @Nullable Integer status,
        @Nullable String error,
        Instant createdAt,
        @Nullable Instant attemptedAt,
        @Nullable Instant nextAttemptAt) {

    /// The states of a delivery.
    enum State {
        PENDING,
        DELIVERED,
        FAILED
    }
}
