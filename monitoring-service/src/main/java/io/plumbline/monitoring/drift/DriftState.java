package io.plumbline.monitoring.drift;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The progress of a baseline.
///
/// @param encoder the text encoder, whose vectors are compared
/// @param position calls before this time were considered
/// @param windowSince when the current window began; null while the baseline is collected
record DriftState(
        String encoder, Instant position, @Nullable Instant windowSince) {}
