package io.plumbline.eval.gate.comparison;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.plumbline.eval.gate.ledger.Guarding;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One item with what both systems made of it, for people to read: personal data and credentials are taken out
/// of every text, long ones are cut and end in `…`, and characters that one cannot see are spelt out. The
/// answers as they were given are in the gate's JSON report.
///
/// @param item its place in the dataset, from 0
/// @param id of the record
/// @param references the first three of them
/// @param candidate null when the candidate has no answer
/// @param baseline null when there is no baseline, or it has no answer
/// @param error why the candidate has no answer, or one of the metrics no score of it
/// @param scores of the suite's metrics, in its order
/// @param fellMost the metric that fell most against the baseline, as a share of its scale; null when none fell
/// @param change how much better the candidate is, −1..1: the mean over the metrics, each scaled to 0..1; null
///     without scores of both
/// @param guardrails what the guard policy did to question and answer of the candidate; null where it is not
///     known
/// @param shown the question as the candidate was shown it, where the policy altered it: of the first 50 such
///     items of a gate; else null
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

    /// What the guard policy did to it, in a few words; null for nothing.
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
