package io.plumbline.eval.gate.judging;

import io.plumbline.eval.gate.ledger.Side;
import io.plumbline.eval.judge.rating.Judgement;
import io.plumbline.eval.judge.rating.Rating;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a judge said of one answer of a gate.
///
/// @param item place of the record in the dataset
/// @param probability with which the item was drawn, above 0 and at most 1
/// @param score 0..1; null for an error
/// @param error null unless it is one
/// @param manipulation whether the answer speaks to its judge
/// @param model that answered; null when the provider does not say
public record GateVerdict(
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

    static GateVerdict of(Side side, int item, double probability, Judgement judgement) {
        return new GateVerdict(
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

    /// The same verdict on the same text of the other side, for which nothing was spent.
    GateVerdict forBaseline() {
        return reusedFor(Side.BASELINE, item, probability);
    }

    /// The same verdict on the same answer elsewhere, for which nothing was spent.
    ///
    /// @param drawn probability with which the item was drawn there
    GateVerdict reusedFor(Side other, int place, double drawn) {
        return new GateVerdict(
                other, place, drawn, score, deviation, error, manipulation, ratings, model, 0, BigDecimal.ZERO);
    }
}
