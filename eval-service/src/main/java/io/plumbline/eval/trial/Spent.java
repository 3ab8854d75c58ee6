package io.plumbline.eval.trial;

import io.plumbline.eval.sibling.ChatCalls;
import java.math.BigDecimal;
import java.util.Objects;

/// What calls cost.
///
/// @param costUsd of calls whose cost is known
/// @param latencyMs of the target's calls
public record Spent(int calls, long tokens, BigDecimal costUsd, double latencyMs) {

    public static final Spent NOTHING = new Spent(0, 0, BigDecimal.ZERO, 0);

    /// Returns the cost of one call.
    public static Spent of(ChatCalls.Reply reply, double latencyMs) {
        return new Spent(
                1,
                reply.inputTokens() + reply.outputTokens(),
                Objects.requireNonNullElse(reply.costUsd(), BigDecimal.ZERO),
                latencyMs);
    }

    public Spent plus(Spent other) {
        return new Spent(
                calls + other.calls, tokens + other.tokens, costUsd.add(other.costUsd), latencyMs + other.latencyMs);
    }
}
