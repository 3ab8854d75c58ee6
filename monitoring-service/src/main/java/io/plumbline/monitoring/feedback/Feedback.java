package io.plumbline.monitoring.feedback;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What one author said last of one call.
///
/// @param author kind and id of the actor: `api-key:…`
/// @param score 0..1; null when only words were said
/// @param settled whether the event of the call was found in the log; what is not is counted nowhere
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
