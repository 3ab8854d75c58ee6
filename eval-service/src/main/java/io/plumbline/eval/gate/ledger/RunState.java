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
public record RunState(
        @Nullable Halt halted,
        int failed,
        int cached,
        BigDecimal costUsd,
        @Nullable Trouble trouble,
        Map<String, Object> dependencies) {

    /// What went wrong, whether or not it was tried again.
    ///
    /// @param retries attempts that failed and were made again
    /// @param lastError of the newest attempt that failed, after the side that was asked
    public record Trouble(int retries, String lastError, Instant lastErrorAt) {}

    /// Before anything was asked.
    public static final RunState FRESH = new RunState(null, 0, 0, BigDecimal.ZERO, null, Map.of());
}
