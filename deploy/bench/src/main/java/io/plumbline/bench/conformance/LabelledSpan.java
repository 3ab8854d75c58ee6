package io.plumbline.bench.conformance;

import io.plumbline.personaldata.detect.Finding;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// A labelled or found span of a text. Offsets are code points.
record LabelledSpan(String entity, int start, int end) {

    static List<LabelledSpan> of(JsonNode labels) {
        return labels.valueStream()
                .map(label -> new LabelledSpan(
                        label.path("entity").asString(),
                        label.path("start").asInt(),
                        label.path("end").asInt()))
                .toList();
    }

    static LabelledSpan of(Finding finding) {
        return new LabelledSpan(finding.entityType(), finding.start(), finding.end());
    }

    /// The common share of the characters of both.
    double overlap(LabelledSpan other) {
        int both = Math.min(end, other.end) - Math.max(start, other.start);
        return both <= 0 ? 0 : (double) both / (Math.max(end, other.end) - Math.min(start, other.start));
    }
}
