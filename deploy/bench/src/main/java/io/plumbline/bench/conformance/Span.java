package io.plumbline.bench.conformance;

import io.plumbline.personaldata.detect.Finding;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// A labelled or found span of a text. Offsets are code points.
record Span(String entity, int start, int end) {

    static List<Span> of(JsonNode labels) {
        return labels.valueStream()
                .map(label -> new Span(
                        label.path("entity").asString(),
                        label.path("start").asInt(),
                        label.path("end").asInt()))
                .toList();
    }

    static Span of(Finding finding) {
        return new Span(finding.entityType(), finding.start(), finding.end());
    }

    /// The common share of the characters of both.
    double overlap(Span other) {
        int both = Math.min(end, other.end) - Math.max(start, other.start);
        return both <= 0 ? 0 : (double) both / (Math.max(end, other.end) - Math.min(start, other.start));
    }
}
