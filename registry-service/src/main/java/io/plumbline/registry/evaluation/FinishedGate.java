package io.plumbline.registry.evaluation;

import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The newest finished gate of one revision of a suite on a version, and of a prompt on one model.
///
/// @param revision of the suite; null where it was not told
/// @param model on which a prompt was run, as `name@version`; null for a model's own, and where it was not told
/// @param retired whether that model is archived
record FinishedGate(
        UUID assetId,
        int version,
        String suite,
        @Nullable Integer revision,
        @Nullable String model,
        boolean retired,
        Verdict verdict,
        Instant finishedAt,
        UUID id) {

    static final Comparator<FinishedGate> BY_AGE =
            Comparator.comparing(FinishedGate::finishedAt).thenComparing(FinishedGate::id);
}
