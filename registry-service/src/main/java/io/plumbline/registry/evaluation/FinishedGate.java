package io.plumbline.registry.evaluation;

import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A finished gate on a version: of each revision of a suite, and of a prompt on each model, the newest one and
/// those at which the verdict became another.
///
/// @param revision of the suite; null where it was not told
/// @param model on which a prompt was run, as `name@version`; null for a model's own, and where it was not told
/// @param retired whether that model is archived
/// @param runId id of the gate
/// @param servedConfiguration digest of what was evaluated; null where it was not told
/// @param document what was evaluated, of the newest; null where it was not told
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

    /// One of a later revision is newer, whenever it finished: a gate that began before the suite changed ends
    /// after.
    static final Comparator<FinishedGate> BY_AGE = Comparator.comparingInt(FinishedGate::revisionOrNone)
            .thenComparing(FinishedGate::finishedAt)
            .thenComparing(FinishedGate::id);

    private int revisionOrNone() {
        return revision == null ? 0 : revision;
    }
}
