package io.plumbline.bench.conformance;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// A text's labels beside the findings in it.
record LabelledText(List<LabelledSpan> labels, List<LabelledSpan> found) {

    /// The minimum common share of a finding and a label that count as the same span, as in Presidio's own
    /// evaluation.
    private static final double SAME = 0.9;

    /// The counts of one entity.
    Counts of(String entity) {
        Set<String> ours = EntityNames.ours(entity);
        return count(label -> label.entity().equals(entity), span -> ours.contains(span.entity()));
    }

    /// The counts over all entities, whatever type was found.
    Counts ofAny() {
        return count(label -> true, span -> true);
    }

    private Counts count(Predicate<LabelledSpan> wantedLabel, Predicate<LabelledSpan> wantedSpan) {
        List<LabelledSpan> wanted = labels.stream().filter(wantedLabel).toList();
        List<LabelledSpan> spans = found.stream().filter(wantedSpan).toList();
        int hits = 0;
        for (LabelledSpan span : spans) {
            if (wanted.stream().anyMatch(label -> label.overlap(span) >= SAME)) {
                hits++;
            }
        }
        int detected = 0;
        int touched = 0;
        for (LabelledSpan label : wanted) {
            if (spans.stream().anyMatch(span -> span.overlap(label) >= SAME)) {
                detected++;
            }
            if (spans.stream().anyMatch(span -> span.overlap(label) > 0)) {
                touched++;
            }
        }
        return new Counts(hits, spans.size(), detected, touched, wanted.size());
    }
}
