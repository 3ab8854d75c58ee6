package io.plumbline.eval.gate.ledger.answer;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.plumbline.eval.gate.ledger.Side;
import io.plumbline.eval.trace.Trace;
import java.math.BigDecimal;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A system's answer to an item, or an error.
///
/// @param answer null on an error
/// @param error null for an answer; short, without text of the prompt or answer
/// @param costUsd null if unknown
/// @param origin the gate that produced it, for a copy, whose figures date from then; null for the gate's own
/// @param cacheKey digest of all its dependencies, in hexadecimal; null if it must not be reused, and when read
/// @param statistics metric → sufficient statistics of the answer, as far as computed; empty without a reference,
///     and a negative one if it is too large to score
/// @param guarding the effect of the guard policy; null if the gateway did not report it
/// @param trace the steps to the answer; null for one call without tools and passages, and if not read
public record GateAnswer(
        @JsonUnwrapped AnswerKey key,
        @Nullable String answer,
        @Nullable String error,
        double latencyMs,
        long inputTokens,
        long outputTokens,
        @Nullable BigDecimal costUsd,
        @Nullable UUID origin,
        @Nullable String cacheKey,
        Map<String, double[]> statistics,
        @Nullable Guarding guarding,
        @Nullable Trace trace) {

    /// The prefix of the error for an item whose record lacks a field of the messages.
    public static final String LACKS_A_FIELD = "the record lacks the field";

    /// Returns the error for an item that cannot be sent.
    ///
    /// @param missing the fields that its record lacks, truncated
    public static GateAnswer lacking(Side side, int item, int repeat, String missing) {
        return new GateAnswer(
                new AnswerKey(side, item, repeat), null, LACKS_A_FIELD + " " + missing, 0, 0, 0, BigDecimal.ZERO);
    }

    /// Whether the item could not be sent because its record lacks a field.
    public boolean lacksField() {
        return error != null && error.startsWith(LACKS_A_FIELD);
    }

    /// A fresh answer that must not be reused.
    public GateAnswer(
            AnswerKey key,
            @Nullable String answer,
            @Nullable String error,
            double latencyMs,
            long inputTokens,
            long outputTokens,
            @Nullable BigDecimal costUsd) {
        this(key, answer, error, latencyMs, inputTokens, outputTokens, costUsd, null, null, Map.of(), null, null);
    }

    public Side side() {
        return key.side();
    }

    public int item() {
        return key.item();
    }

    public int repeat() {
        return key.repeat();
    }

    /// Returns a copy with the effect of the guards.
    public GateAnswer guarded(@Nullable Guarding by) {
        return copy(key, answer, error, cacheKey, statistics, by);
    }

    /// An error without a call.
    public static GateAnswer failed(AnswerKey place, String error) {
        return new GateAnswer(place, null, error, 0, 0, 0, null);
    }

    /// Whether another gate produced it.
    public boolean cached() {
        return origin != null;
    }

    /// Returns the answer to the same question in another gate, at no cost.
    ///
    /// @param given the gate that produced it
    public GateAnswer reusedFor(AnswerKey place, UUID given) {
        return new GateAnswer(
                place,
                answer,
                null,
                latencyMs,
                inputTokens,
                outputTokens,
                costUsd,
                given,
                cacheKey,
                Map.of(),
                guarding,
                trace);
    }

    /// Returns a copy with these statistics.
    public GateAnswer scored(Map<String, double[]> by) {
        return copy(key, answer, error, cacheKey, Map.copyOf(by), guarding);
    }

    /// Returns a copy without the text, if any.
    public GateAnswer withoutText() {
        return copy(key, answer == null ? null : "", error, cacheKey, statistics, guarding)
                .traced(null);
    }

    /// Returns a copy that shares equal error strings.
    public GateAnswer withError(Map<String, String> errors) {
        if (error == null) {
            return this;
        }
        return copy(key, answer, errors.computeIfAbsent(error, same -> same), cacheKey, statistics, guarding);
    }

    /// Returns a copy with the steps to the answer.
    public GateAnswer traced(@Nullable Trace steps) {
        return new GateAnswer(
                key,
                answer,
                error,
                latencyMs,
                inputTokens,
                outputTokens,
                costUsd,
                origin,
                cacheKey,
                statistics,
                guarding,
                steps);
    }

    /// Returns a copy as another repeat.
    public GateAnswer asRepeat(int other) {
        return copy(new AnswerKey(side(), item(), other), answer, error, cacheKey, statistics, guarding);
    }

    /// Returns a copy with its cache key.
    public GateAnswer keyed(@Nullable String newKey) {
        return copy(key, answer, error, newKey, statistics, guarding);
    }

    /// Returns a copy with these changes.
    private GateAnswer copy(
            AnswerKey place,
            @Nullable String said,
            @Nullable String failure,
            @Nullable String cached,
            Map<String, double[]> scores,
            @Nullable Guarding by) {
        return new GateAnswer(
                place, said, failure, latencyMs, inputTokens, outputTokens, costUsd, origin, cached, scores, by, trace);
    }
}
