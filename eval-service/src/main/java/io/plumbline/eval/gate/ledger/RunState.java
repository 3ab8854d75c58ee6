package io.plumbline.eval.gate.ledger;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How a gate's run goes, or went.
///
/// @param halted why it asked no more before all was asked; null otherwise
/// @param failed answers stored so far that are errors
/// @param cached answers stored so far that other gates were given
/// @param costUsd of the answers and verdicts stored so far, without the cached ones
/// @param trouble what went wrong last; null when nothing did
/// @param dependencies what the run depends on → its digest or version
/// @param served part ([Side#part], [Served#JUDGE]) → how it is served, as found before anything was asked;
///     without those that are routes
/// @param discarded null unless the result was taken out of use
public record RunState(
        @Nullable Halt halted,
        int failed,
        int cached,
        BigDecimal costUsd,
        @Nullable Trouble trouble,
        Map<String, Object> dependencies,
        Map<String, Served> served,
        @Nullable Discard discarded) {

    /// What went wrong, whether or not it was tried again.
    ///
    /// @param retries attempts that failed and were made again
    /// @param lastError of the newest attempt that failed, after the side that was asked
    public record Trouble(int retries, String lastError, Instant lastErrorAt) {}

    /// One of which it is not known how anything is served.
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

    /// How a system is served; null for a route.
    public @Nullable Served served(Side side) {
        return served.get(side.part());
    }

    /// Digest of how the judge is served; null for a route, and without a judge.
    public @Nullable String servedJudge() {
        Served judge = served.get(Served.JUDGE);
        return judge == null ? null : judge.digest();
    }

    /// Before anything was asked.
    public static final RunState FRESH = new RunState(null, 0, 0, BigDecimal.ZERO, null, Map.of());
}
