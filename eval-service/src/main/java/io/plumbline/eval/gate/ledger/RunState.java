package io.plumbline.eval.gate.ledger;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The state of a gate's run.
///
/// @param halted why it stopped early; null otherwise
/// @param failed number of stored answers that are errors
/// @param cached number of stored answers reused from other gates
/// @param costUsd cost of the stored answers and ratings, without reused ones
/// @param trouble the last failure; null without failures
/// @param dependencies dependency → its digest or version
/// @param served part ([Side#part], [Served#JUDGE]) → its served configuration, as found before the first call;
///     without routes
/// @param discarded null unless the result was discarded
public record RunState(
        @Nullable Halt halted,
        int failed,
        int cached,
        BigDecimal costUsd,
        @Nullable Trouble trouble,
        Map<String, Object> dependencies,
        Map<String, Served> served,
        @Nullable Discard discarded) {

    /// Failures, whether or not they were retried.
    ///
    /// @param retries number of failed attempts that were retried
    /// @param lastError error of the newest failed attempt, prefixed with the side
    public record Trouble(int retries, String lastError, Instant lastErrorAt) {}

    /// A state without known served configurations.
    public RunState(
            @Nullable Halt halted,
            int failed,
            int cached,
            BigDecimal costUsd,
            @Nullable Trouble trouble,
            Map<String, Object> dependencies) {
        this(halted, failed, cached, costUsd, trouble, dependencies, Map.of(), null);
    }

    public RunState {
        served = Map.copyOf(served);
    }

    /// Returns the served configuration of a system; null for a route.
    public @Nullable Served served(Side side) {
        return served.get(side.part());
    }

    /// Returns the digest of the judge's served configuration; null for a route, and without a judge.
    public @Nullable String servedJudge() {
        return servedJudge("");
    }

    /// Returns the digest of the served configuration of one of several judges; null for a route.
    ///
    /// @param key of its ratings
    public @Nullable String servedJudge(String key) {
        Served judge = served.get(Served.judge(key));
        return judge == null ? null : judge.digest();
    }

    /// The state before the first call.
    public static final RunState FRESH = new RunState(null, 0, 0, BigDecimal.ZERO, null, Map.of());
}
