package io.plumbline.eval.gate.ledger;

import java.math.BigDecimal;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a system answered to an item, or why it did not.
///
/// @param answer null when it failed
/// @param error null when it answered; short, without the text of prompt or answer
/// @param costUsd null when unknown
/// @param origin the gate that was given it, where it is a copy: figures are then those of that time; null for
///     the gate's own
/// @param cacheKey digest of all that it depends on, in hexadecimal; null where it may not be used again,
///     and when it is read
/// @param statistics metric → its sufficient statistics of the answer, as far as they were computed; none
///     without a reference, and a negative one for what is too large to be scored
/// @param guarding what the guard policy did; null where the gateway did not say
public record GateAnswer(
        Side side,
        int item,
        int repeat,
        @Nullable String answer,
        @Nullable String error,
        double latencyMs,
        long inputTokens,
        long outputTokens,
        @Nullable BigDecimal costUsd,
        @Nullable UUID origin,
        @Nullable String cacheKey,
        Map<String, double[]> statistics,
        @Nullable Guarding guarding) {

    /// How the error of an item begins whose record lacks what the messages name.
    public static final String LACKS_A_FIELD = "the record lacks the field";

    /// What stands for the answer to an item that cannot be asked.
    ///
    /// @param missing the fields that its record lacks, shortened
    public static GateAnswer lacking(Side side, int item, int repeat, String missing) {
        return new GateAnswer(side, item, repeat, null, LACKS_A_FIELD + " " + missing, 0, 0, 0, BigDecimal.ZERO);
    }

    /// Whether the item could not be asked, since its record lacks a field.
    public boolean lacksField() {
        return error != null && error.startsWith(LACKS_A_FIELD);
    }

    /// One that was asked for, and is not to be used again.
    public GateAnswer(
            Side side,
            int item,
            int repeat,
            @Nullable String answer,
            @Nullable String error,
            double latencyMs,
            long inputTokens,
            long outputTokens,
            @Nullable BigDecimal costUsd) {
        this(
                side,
                item,
                repeat,
                answer,
                error,
                latencyMs,
                inputTokens,
                outputTokens,
                costUsd,
                null,
                null,
                Map.of(),
                null);
    }

    /// The same with what the guards did.
    public GateAnswer guarded(@Nullable Guarding by) {
        return copy(repeat, answer, error, cacheKey, statistics, by);
    }

    /// An error without a call.
    public static GateAnswer failed(AnswerKey place, String error) {
        return new GateAnswer(place.side(), place.item(), place.repeat(), null, error, 0, 0, 0, null);
    }

    /// Whether another gate was given it.
    public boolean cached() {
        return origin != null;
    }

    /// The same answer to the same question of another gate, where it costs nothing.
    ///
    /// @param given the gate that was given it
    public GateAnswer reusedFor(AnswerKey place, UUID given) {
        return new GateAnswer(
                place.side(),
                place.item(),
                place.repeat(),
                answer,
                null,
                latencyMs,
                inputTokens,
                outputTokens,
                costUsd,
                given,
                cacheKey,
                Map.of(),
                guarding);
    }

    /// The same with these statistics.
    public GateAnswer scored(Map<String, double[]> by) {
        return copy(repeat, answer, error, cacheKey, Map.copyOf(by), guarding);
    }

    /// The same without what was said, if anything was.
    public GateAnswer withoutText() {
        return copy(repeat, answer == null ? null : "", error, cacheKey, statistics, guarding);
    }

    /// The same, with its error shared with others that have the same one.
    public GateAnswer withError(Map<String, String> errors) {
        if (error == null) {
            return this;
        }
        return copy(repeat, answer, errors.computeIfAbsent(error, same -> same), cacheKey, statistics, guarding);
    }

    /// The same as another repeat.
    public GateAnswer asRepeat(int other) {
        return copy(other, answer, error, cacheKey, statistics, guarding);
    }

    /// The same with what it depends on.
    public GateAnswer keyed(@Nullable String key) {
        return copy(repeat, answer, error, key, statistics, guarding);
    }

    /// The same but for these.
    private GateAnswer copy(
            int asRepeat,
            @Nullable String said,
            @Nullable String failure,
            @Nullable String key,
            Map<String, double[]> scores,
            @Nullable Guarding by) {
        return new GateAnswer(
                side,
                item,
                asRepeat,
                said,
                failure,
                latencyMs,
                inputTokens,
                outputTokens,
                costUsd,
                origin,
                key,
                scores,
                by);
    }
}
