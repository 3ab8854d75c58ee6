package io.plumbline.personaldata.scan;

import io.plumbline.personaldata.detect.Finding;
import java.util.List;

/// The findings of a recognizer in a text, as words of the text.
public final class Recognized {

    private Recognized() {}

    public static List<Finding> findings(Recognizer recognizer, String text) {
        return new SpanScanner(List.of(recognizer)).detect(text);
    }

    public static List<String> in(Recognizer recognizer, String text) {
        return findings(recognizer, text).stream()
                .map(finding -> text.substring(finding.start(), finding.end()))
                .toList();
    }

    /// The score of the only finding.
    public static double score(Recognizer recognizer, String text) {
        List<Finding> findings = findings(recognizer, text);
        if (findings.size() != 1) {
            throw new AssertionError(findings.size() + " findings instead of one in: " + text);
        }
        return findings.getFirst().score();
    }
}
