package io.plumbline.eval.gate.verdict;

import io.plumbline.eval.gate.ledger.answer.Guarding;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The result of one item.
///
/// @param id id of the record
/// @param candidate the candidate's answer, the first of several repeats; null if missing
/// @param baseline the baseline's answer, likewise
/// @param scores metric → the candidate's score, in the metric's own scale
/// @param baselineScores metric → the baseline's score
/// @param quality mean of the candidate's scores, each scaled to 0..1; null without scores
/// @param change how much better the candidate is than the baseline, −1..1: the mean over the metrics, each
///     scaled to 0..1; null without scores of both
/// @param error why the candidate has no answer, or one of the metrics has no score for it
/// @param guardrails the effect of the guard policy on question and answer of the candidate; null if unknown
public record ItemResult(
        int item,
        String id,
        @Nullable String slice,
        String input,
        List<String> references,
        @Nullable String candidate,
        @Nullable String baseline,
        Map<String, Double> scores,
        Map<String, Double> baselineScores,
        @Nullable Double quality,
        @Nullable Double change,
        @Nullable String error,
        @Nullable Guarding guardrails) {

    /// Returns a negative value for evidence against the candidate: the loss against the baseline or, without
    /// one, the distance to a perfect score.
    public double standing() {
        if (change != null) {
            return change;
        }
        return quality == null ? 0 : quality - 1;
    }
}
