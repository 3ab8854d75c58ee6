package io.plumbline.registry.webhook;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A webhook in the API. Its secret is never returned.
///
/// @param enabled whether events are sent
/// @param failingSince since when every delivery fails; null if the last one succeeded
/// @param disabledAt when it was disabled because deliveries failed for three days, or the address was gone
record Webhook(
        String name,
        String team,
        String url,
        Set<WebhookEvent> events,
        boolean enabled,
        @Nullable Instant failingSince,
        @Nullable Instant disabledAt,
        Instant createdAt,
        Instant updatedAt) {}
