package io.plumbline.eval.metric;

import org.jspecify.annotations.Nullable;

/// What an answer took, as far as it is known.
///
/// @param latencyMs milliseconds from question to end of answer
/// @param inputTokens of the question, as the provider counted
/// @param outputTokens of the answer, likewise
/// @param costUsd US dollars
public record CallFigures(
        @Nullable Double latencyMs,
        @Nullable Long inputTokens,
        @Nullable Long outputTokens,
        @Nullable Double costUsd) {

    public static final CallFigures UNKNOWN = new CallFigures(null, null, null, null);
}
