package io.plumbline.eval.gate.verdict;

import io.plumbline.eval.gate.ledger.Guarding;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What became of one item.
///
/// @param id of the record
/// @param candidate the candidate's answer, the first of several repeats; null when it has none
/// @param baseline the same of the baseline
/// @param scores metric → the candidate's score, in the metric's own scale
/// @param baselineScores the same of the baseline
/// @param quality the mean of the candidate's scores, each scaled to 0..1; null without one
/// @param change how much better the candidate is than the baseline, −1..1: the mean over the metrics, each
///     scaled to 0..1; null without scores of both
/// @param error why the candidate has no answer, or one of the metrics no score of it
/// @param guardrails what the guard policy did to question and answer of the candidate; null where it is not
///     known
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

    /// How much it speaks against the candidate when negative: what was lost against the baseline, or, with
    /// nothing to compare with, what is missing to a perfect score.
    public double standing() {
        if (change != null) {
            return change;
        }
        return quality == null ? 0 : quality - 1;
    }
}
