package io.plumbline.monitoring.feedback;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The latest feedback of one author on one call.
///
/// @param author type and id of the actor: `api-key:…`
/// @param score 0..1; null if there are only words
/// @param settled whether the event of the call was found in the log; unsettled feedback counts nowhere
record Feedback(
        UUID id,
        String team,
        UUID callId,
        String author,
        @Nullable Double score,
        @Nullable Thumbs thumbs,
        @Nullable String comment,
        @Nullable String correction,
        boolean settled,
        Instant receivedAt) {}
