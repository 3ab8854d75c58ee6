package io.plumbline.eval.gate.ledger;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// What a system answered to an item, or why it did not.
///
/// @param answer null when it failed
/// @param error null when it answered; short, without the text of prompt or answer
/// @param costUsd null when unknown
public record GateAnswer(
        Side side,
        int item,
        int repeat,
        @Nullable String answer,
        @Nullable String error,
        double latencyMs,
        long inputTokens,
        long outputTokens,
        @Nullable BigDecimal costUsd) {

    /// The same as another repeat.
    public GateAnswer asRepeat(int other) {
        return new GateAnswer(side, item, other, answer, error, latencyMs, inputTokens, outputTokens, costUsd);
    }
}
