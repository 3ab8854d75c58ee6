package io.plumbline.bench.conformance;

import io.plumbline.guardrails.detect.Finding;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// A place in a text that is something, by a label or by what was found. Offsets are code points.
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

    /// The share of the characters of either that both have.
    double overlap(Span other) {
        int both = Math.min(end, other.end) - Math.max(start, other.start);
        return both <= 0 ? 0 : (double) both / (Math.max(end, other.end) - Math.min(start, other.start));
    }
}
