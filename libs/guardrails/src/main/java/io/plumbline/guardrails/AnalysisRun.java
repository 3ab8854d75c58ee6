package io.plumbline.guardrails;

import io.plumbline.embeddings.EncoderUnavailableException;
import io.plumbline.personaldata.analysis.Analysis;
import io.plumbline.personaldata.analysis.AnalysisRequest;
import io.plumbline.personaldata.analysis.OverlapRule;
import io.plumbline.personaldata.detect.Deadline;
import io.plumbline.personaldata.detect.Detector;
import io.plumbline.personaldata.detect.Finding;
import io.plumbline.personaldata.detect.InspectedText;
import io.plumbline.personaldata.detect.Provenance;
import io.plumbline.personaldata.detect.Surroundings;
import io.plumbline.personaldata.scan.Recognizer;
import io.plumbline.personaldata.scan.SpanScanner;
import java.util.ArrayList;
import java.util.List;

/// One analysis of one text by an engine, without a policy. The encoder costs a thousand times as much as all
/// rules together; it therefore reads only the beginning of a long text. Not thread-safe.
final class AnalysisRun {

    /// How far before the last character that the encoder may read to search for the end of a line or a word.
    private static final int SEARCHED = 1_000;

    private final GuardEngine engine;
    private final AnalysisRequest request;
    private final List<Finding> found = new ArrayList<>();
    private int encoded;

    AnalysisRun(GuardEngine engine, AnalysisRequest request) {
        this.engine = engine;
        this.request = request;
    }

    Analysis analysis() {
        String text = request.text();
        Deadline deadline = request.deadline();
        SpanScanner all = engine.repertoire().spans();
        SpanScanner scanner = request.entities().isEmpty() ? all : all.asking(request.entities());
        found.addAll(scanner.scan(text, request.context(), deadline).findings());
        int cut = cut(text, request.encodedCharacters());
        detect(text.substring(0, cut), 0, true);
        detect(text.substring(cut), cut, false);
        List<Recognizer> spoken = request.recognizers().stream()
                .filter(each -> request.speaks(each.languages()))
                .<Recognizer>map(each -> each)
                .toList();
        if (!spoken.isEmpty()) {
            SpanScanner others = new SpanScanner(spoken);
            found.addAll(others.scan(text, request.context(), deadline).findings());
        }
        found.removeIf(finding -> !request.wants(finding, engine.repertoire().languagesOf(finding.detector())));
        deadline.check();
        return new Analysis(OverlapRule.resolve(found), encoded);
    }

    /// Where the part for the encoder ends: at the end of a line, else of a word.
    private static int cut(String text, int most) {
        if (text.length() <= most) {
            return text.length();
        }
        int least = Math.max(0, most - SEARCHED);
        int line = text.lastIndexOf('\n', most - 1);
        if (line >= least) {
            return line + 1;
        }
        for (int i = most; i > least; i--) {
            if (Character.isWhitespace(text.charAt(i - 1))) {
                return i;
            }
        }
        return most > 0 && Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
    }

    private void detect(String part, int at, boolean beginning) {
        if (part.isEmpty()) {
            return;
        }
        InspectedText passage = new InspectedText(
                part, Provenance.USER, Surroundings.NONE, request.deadline(), beginning ? engine.encoder() : null);
        for (Detector detector : engine.repertoire().spanDetectors()) {
            for (Finding finding : detect(detector, passage)) {
                found.add(finding.at(finding.start() + at, finding.end() + at));
            }
        }
    }

    /// By rules alone where the encoder is overloaded.
    private List<Finding> detect(Detector detector, InspectedText passage) {
        request.deadline().check();
        if (passage.hasEncoder()) {
            try {
                List<Finding> findings = detector.detect(passage);
                encoded = passage.text().length();
                return findings;
            } catch (EncoderUnavailableException e) {
                request.deadline().check();
            }
        }
        return detector.detect(passage.withoutEncoder());
    }
}
