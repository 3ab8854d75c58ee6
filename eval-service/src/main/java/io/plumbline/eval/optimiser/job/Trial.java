package io.plumbline.eval.optimiser.job;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// The answer of one candidate to one record.
///
/// @param record place of the record among the usable ones
/// @param score 0 to 1; null without an answer that can be scored
/// @param error null on success
/// @param answer kept only of records that examples are made from
/// @param tokens input and output tokens together
/// @param costUsd null if unknown
public record Trial(
        int candidate,
        int record,
        @Nullable Double score,
        @Nullable String error,
        @Nullable String answer,
        long tokens,
        @Nullable BigDecimal costUsd) {}
