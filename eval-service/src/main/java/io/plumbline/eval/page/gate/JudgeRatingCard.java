package io.plumbline.eval.page.gate;

import io.plumbline.eval.gate.comparison.ItemComparisons;
import io.plumbline.eval.gate.judging.GateVerdict;
import io.plumbline.eval.gate.ledger.Side;
import io.plumbline.eval.judge.rating.Rating;
import io.plumbline.eval.page.Figures;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A judge's rating of one answer for people: redacted and truncated like the answer.
///
/// @param wavered the variation of the score; null without any
/// @param error why there is no rating; null if there is one
record JudgeRatingCard(
        String side,
        String score,
        @Nullable String wavered,
        @Nullable String error,
        boolean manipulation,
        List<Reason> reasons) {

    /// @param quoted whether the evidence occurs verbatim in the answer
    record Reason(String criterion, String level, String evidence, boolean quoted, String reasoning) {}

    static JudgeRatingCard of(GateVerdict verdict, ItemComparisons comparisons) {
        Double deviation = verdict.deviation();
        return new JudgeRatingCard(
                verdict.side() == Side.CANDIDATE ? "candidate" : "baseline",
                Figures.number(verdict.score()),
                deviation == null || deviation < 0.0005 ? null : Figures.number(deviation),
                verdict.error(),
                verdict.manipulation(),
                verdict.ratings().stream()
                        .map(rating -> reason(rating, comparisons))
                        .toList());
    }

    private static Reason reason(Rating rating, ItemComparisons comparisons) {
        return new Reason(
                rating.criterion(),
                rating.expected() == rating.level()
                        ? String.valueOf(rating.level())
                        : rating.level() + " (on average " + Figures.number(rating.expected()) + ")",
                comparisons.readable(rating.evidence()),
                rating.quoted(),
                comparisons.readable(rating.reasoning()));
    }
}
