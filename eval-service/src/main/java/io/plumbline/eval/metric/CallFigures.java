package io.plumbline.eval.metric;

import org.jspecify.annotations.Nullable;

/// Latency, tokens and cost of an answer, as far as known.
///
/// @param latencyMs milliseconds from question to end of answer
/// @param inputTokens tokens of the question, as counted by the provider
/// @param outputTokens tokens of the answer, likewise
/// @param costUsd US dollars
public record CallFigures(
        @Nullable Double latencyMs,
        @Nullable Long inputTokens,
        @Nullable Long outputTokens,
        @Nullable Double costUsd) {

    public static final CallFigures UNKNOWN = new CallFigures(null, null, null, null);
}
