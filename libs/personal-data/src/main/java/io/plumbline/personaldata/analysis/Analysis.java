package io.plumbline.personaldata.analysis;

import io.plumbline.personaldata.detect.Finding;
import java.util.List;

/// The result of an analysis.
///
/// @param findings in order of start, overlapping only as [OverlapRule] allows
/// @param encoded how many UTF-16 units of the text, from its beginning, the encoder has read; in the rest, rules
///     alone searched for names and other learned entities
public record Analysis(List<Finding> findings, int encoded) {

    public Analysis {
        findings = List.copyOf(findings);
    }
}
