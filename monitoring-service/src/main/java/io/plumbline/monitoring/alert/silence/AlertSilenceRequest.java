package io.plumbline.monitoring.alert.silence;

import io.plumbline.monitoring.alert.AlertMatcher;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A silence to create.
///
/// @param matcher selects the alerts; without it, all alerts of the team
/// @param startsAt at once if absent
/// @param endsAt at most 90 days after its start
record AlertSilenceRequest(
        @Size(max = 63) @Nullable String team,
        @Valid @Nullable AlertMatcher matcher,
        @Nullable Instant startsAt,
        @NotNull Instant endsAt,
        @NotBlank @Size(max = 500) String reason) {}
