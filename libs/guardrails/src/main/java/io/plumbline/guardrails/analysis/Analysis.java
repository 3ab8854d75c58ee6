package io.plumbline.guardrails.analysis;

import io.plumbline.guardrails.detect.Finding;
import java.util.List;

/// What an analysis has found.
///
/// @param findings in order of start, as far as [OverlapRule] lets them overlap
/// @param encoded how many UTF-16 units of the text, from its beginning, the encoder has seen; names in the
///     rest, and what else is learned, were looked for by rules alone
public record Analysis(List<Finding> findings, int encoded) {

    public Analysis {
        findings = List.copyOf(findings);
    }
}
