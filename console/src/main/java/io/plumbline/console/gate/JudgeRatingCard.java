package io.plumbline.console.gate;

import io.plumbline.console.evaluation.Figures;
import io.plumbline.console.gate.GateClient.Rating;
import io.plumbline.console.gate.GateClient.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A judge's rating of one answer.
///
/// @param judge the judge, for people
/// @param wavered the variation of the score; null without any
/// @param error why there is no rating; null if there is one
record JudgeRatingCard(
        String judge,
        String side,
        String score,
        @Nullable String wavered,
        @Nullable String error,
        boolean manipulation,
        List<Reason> reasons) {

    private static final double VISIBLE = 0.0005;

    /// @param quoted whether the evidence occurs verbatim in the answer
    record Reason(String criterion, String level, String evidence, boolean quoted, String reasoning) {}

    static JudgeRatingCard of(Verdict verdict) {
        Double deviation = verdict.deviation();
        String judge = verdict.judge();
        return new JudgeRatingCard(
                judge == null || judge.isEmpty() ? "The judge's rating" : judge + "'s rating",
                verdict.side().equals("CANDIDATE") ? "candidate" : "baseline",
                Figures.number(verdict.score()),
                deviation == null || deviation < VISIBLE ? null : Figures.number(deviation),
                verdict.error(),
                verdict.manipulation(),
                verdict.ratings().stream().map(JudgeRatingCard::reason).toList());
    }

    private static Reason reason(Rating rating) {
        return new Reason(
                rating.criterion(),
                rating.expected() == rating.level()
                        ? String.valueOf(rating.level())
                        : rating.level() + " (on average " + Figures.number(rating.expected()) + ")",
                rating.evidence(),
                rating.quoted(),
                rating.reasoning());
    }
}
