package io.plumbline.eval.gate.comparison;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.plumbline.eval.gate.ledger.answer.Guarding;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One item with both systems' results, for people. Every text is redacted, long texts are truncated with `…`,
/// and invisible characters are spelled out. The gate's JSON report contains the original answers.
///
/// @param item its position in the dataset, from 0
/// @param id id of the record
/// @param references the first three references
/// @param candidate null if the candidate has no answer
/// @param baseline null if there is no baseline, or it has no answer
/// @param error why the candidate has no answer, or one of the metrics has no score for it
/// @param scores scores of the suite's metrics, in its order
/// @param fellMost the metric with the largest drop against the baseline, relative to its scale; null if none
///     dropped
/// @param change how much better the candidate is, −1..1: the mean over the metrics, each scaled to 0..1; null
///     without scores of both
/// @param guardrails the effect of the guard policy on question and answer of the candidate; null if unknown
/// @param shown the question as the candidate saw it, if the policy altered it: for the first 50 such items of a
///     gate; else null
public record ItemComparison(
        int item,
        String id,
        @Nullable String slice,
        ItemOutcome outcome,
        String input,
        List<String> references,
        @Nullable String candidate,
        @Nullable String baseline,
        @Nullable String error,
        List<MetricChange> scores,
        @Nullable String fellMost,
        @Nullable Double change,
        @Nullable Guarding guardrails,
        @Nullable String shown) {

    /// Returns the effect of the guard policy in a few words; null if there was none.
    @JsonIgnore
    public @Nullable String guarded() {
        if (guardrails == null) {
            return null;
        }
        List<String> said = new ArrayList<>();
        add(said, guardrails.alteredInput(), "altered the question");
        add(said, guardrails.blockedInput(), "blocked the question");
        add(said, guardrails.alteredOutput(), "altered the answer");
        add(said, guardrails.blockedOutput(), "withheld the answer");
        return said.isEmpty()
                ? null
                : "The guard policy " + String.join(" and ", said) + " (" + guardrails.said() + ").";
    }

    private static void add(List<String> said, boolean is, String what) {
        if (is) {
            said.add(what);
        }
    }
}
