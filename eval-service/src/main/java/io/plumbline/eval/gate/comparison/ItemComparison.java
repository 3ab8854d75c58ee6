package io.plumbline.eval.gate.comparison;

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
        @Nullable Double change) {}
