package io.plumbline.eval.gate.judging;

import io.plumbline.eval.gate.ledger.Side;
import io.plumbline.eval.judge.rating.Judgement;
import io.plumbline.eval.judge.rating.Rating;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A judge's rating of one answer of a gate.
///
/// @param judge name of one of the suite's `judges`; empty for its `judge`
/// @param item position of the record in the dataset
/// @param probability probability with which the item was sampled, above 0 and at most 1
/// @param score 0..1; null on an error
/// @param error null without an error
/// @param manipulation whether the answer addresses its judge
/// @param model the model that answered; null if the provider does not report it
public record GateVerdict(
        String judge,
        Side side,
        int item,
        double probability,
        @Nullable Double score,
        @Nullable Double deviation,
        @Nullable String error,
        boolean manipulation,
        List<Rating> ratings,
        @Nullable String model,
        int calls,
        @Nullable BigDecimal costUsd) {

    public GateVerdict {
        ratings = List.copyOf(ratings);
    }

    static GateVerdict of(String judge, Side side, int item, double probability, Judgement judgement) {
        return new GateVerdict(
                judge,
                side,
                item,
                probability,
                judgement.score(),
                judgement.deviation(),
                judgement.error(),
                judgement.manipulation(),
                judgement.ratings(),
                judgement.model(),
                judgement.calls(),
                judgement.costUsd());
    }

    /// Returns a copy whose texts are prepared for people.
    public GateVerdict readable(UnaryOperator<String> text) {
        return new GateVerdict(
                judge,
                side,
                item,
                probability,
                score,
                deviation,
                error,
                manipulation,
                ratings.stream()
                        .map(rating -> new Rating(
                                rating.criterion(),
                                rating.level(),
                                rating.expected(),
                                rating.deviation(),
                                text.apply(rating.evidence()),
                                rating.quoted(),
                                text.apply(rating.reasoning())))
                        .toList(),
                model,
                calls,
                costUsd);
    }

    /// Returns the same rating of the identical text of the other side, at no cost.
    GateVerdict forBaseline() {
        return reusedFor(judge, Side.BASELINE, item, probability);
    }

    /// Returns the same rating of the identical answer elsewhere, at no cost.
    ///
    /// @param key of the judge there
    /// @param drawn probability with which the item was sampled there
    GateVerdict reusedFor(String key, Side other, int place, double drawn) {
        return new GateVerdict(
                key, other, place, drawn, score, deviation, error, manipulation, ratings, model, 0, BigDecimal.ZERO);
    }
}
