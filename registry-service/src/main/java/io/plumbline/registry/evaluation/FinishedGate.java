package io.plumbline.registry.evaluation;

import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A finished gate on a version. For each revision of a suite, and for a prompt on each model, these are the
/// newest gate and those that changed the verdict.
///
/// @param revision revision of the suite; null if unknown
/// @param model the model with which a prompt ran, as `name@version`; null for a model's own gate and if unknown
/// @param retired whether that model is archived
/// @param runId id of the gate
/// @param servedConfiguration digest of the evaluated configuration; null if unknown
/// @param document the evaluated configuration of the newest gate; null if unknown
public record FinishedGate(
        UUID assetId,
        int version,
        String suite,
        @Nullable Integer revision,
        @Nullable String model,
        boolean retired,
        Verdict verdict,
        Instant finishedAt,
        UUID id,
        UUID runId,
        @Nullable String servedConfiguration,
        @Nullable String document) {

    /// A gate of a later revision is newer, whenever it finished: a gate started before the suite changed may
    /// finish afterwards.
    static final Comparator<FinishedGate> BY_AGE = Comparator.comparingInt(FinishedGate::revisionOrNone)
            .thenComparing(FinishedGate::finishedAt)
            .thenComparing(FinishedGate::id);

    private int revisionOrNone() {
        return revision == null ? 0 : revision;
    }
}
