package io.plumbline.bench.conformance;

import io.plumbline.embeddings.MiniLmEncoder;
import io.plumbline.guardrails.GuardEngine;
import io.plumbline.personaldata.analysis.AnalysisRequest;
import io.plumbline.personaldata.detect.CodePointOffsets;
import io.plumbline.personaldata.detect.Finding;
import java.util.List;
import java.util.Set;

/// The detectors as `/analyze` uses them.
final class AnalysisDetectors {

    static final GuardEngine ENGINE =
            GuardEngine.standard(MiniLmEncoder.shared().load());

    private AnalysisDetectors() {}

    /// All findings from this score on.
    static List<Finding> of(String text, double threshold) {
        return CodePointOffsets.convert(text, ENGINE.analyze(text)).stream()
                .filter(finding -> finding.score() >= threshold)
                .toList();
    }

    /// The findings of these entities, at any score.
    static List<Finding> of(String text, String language, Set<String> entities) {
        return CodePointOffsets.convert(text, ENGINE.analyze(AnalysisRequest.of(text, language, entities)));
    }
}
