package io.plumbline.monitoring.drift;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The progress of a baseline.
///
/// @param encoder digest of the text encoder, whose vectors are compared
/// @param encoderChanged whether this service has another encoder now, so nothing is compared
/// @param position calls before this time were considered
/// @param windowSince when the current window began; null while the baseline is collected
/// @param records how much of the dataset was read; null without one
/// @param versions the compared versions; null unless the baseline is the previous version
record DriftState(
        String encoder,
        boolean encoderChanged,
        Instant position,
        @Nullable Instant windowSince,
        GoldenRecords.@Nullable Position records,
        ServedVersions.@Nullable Compared versions) {

    static DriftState first(String encoder, Instant position) {
        return new DriftState(encoder, false, position, null, null, null);
    }

    DriftState outdated() {
        return new DriftState(encoder, true, position, windowSince, records, versions);
    }

    DriftState usable() {
        return new DriftState(encoder, false, position, windowSince, records, versions);
    }

    DriftState at(Instant next) {
        return new DriftState(encoder, encoderChanged, next, windowSince, records, versions);
    }

    DriftState window(Instant next, Instant since) {
        return new DriftState(encoder, encoderChanged, next, since, records, versions);
    }

    DriftState read(GoldenRecords.Position next) {
        return new DriftState(encoder, encoderChanged, position, windowSince, next, versions);
    }

    DriftState comparing(ServedVersions.Compared next) {
        return new DriftState(encoder, encoderChanged, position, windowSince, records, next);
    }
}
