package io.plumbline.monitoring.alert.subscription;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/// A further channel for alerts that nobody acknowledged.
///
/// @param afterMinutes since the first message about the alert
/// @param channel that receives the alerts
record AlertEscalation(
        @Min(1) @Max(10_080) int afterMinutes,
        @NotNull @Size(min = 1, max = 63) String channel) {}
