package io.plumbline.console.gate;

import io.plumbline.console.gate.GateClient.Gate;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A gate in a list.
///
/// @param outcome the verdict, or the status before a verdict exists
/// @param percent share of completed answers
/// @param when its end, or its start while it runs
public record GateRow(
        UUID id,
        String suite,
        String team,
        String candidate,
        @Nullable String baseline,
        @Nullable String commit,
        String outcome,
        long percent,
        boolean counts,
        boolean running,
        Instant when) {

    private static final int SHORT_COMMIT = 10;

    public static GateRow of(Gate gate) {
        return new GateRow(
                gate.id(),
                gate.suite(),
                gate.team(),
                gate.candidate().label(),
                gate.baseline() == null ? null : gate.baseline().label(),
                gate.commit(),
                gate.outcome(),
                Math.round(gate.progress() * 100),
                gate.counts(),
                gate.isRunning(),
                gate.finishedAt() == null ? gate.createdAt() : gate.finishedAt());
    }

    /// Returns the abbreviated commit; a dash for none.
    public String shortCommit() {
        return commit == null ? "–" : commit.substring(0, Math.min(SHORT_COMMIT, commit.length()));
    }
}
