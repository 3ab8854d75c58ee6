package io.plumbline.guardrails;

import io.plumbline.guardrails.content.ContentDetector;
import io.plumbline.guardrails.injection.InjectionDetector;
import io.plumbline.guardrails.output.InsecureOutputDetector;
import io.plumbline.guardrails.output.leak.PromptLeakDetector;
import io.plumbline.personaldata.country.CountryRecognizers;
import io.plumbline.personaldata.detect.Detector;
import io.plumbline.personaldata.names.NameDetector;
import io.plumbline.personaldata.pii.EncodedRecognizer;
import io.plumbline.personaldata.pii.PiiRecognizers;
import io.plumbline.personaldata.scan.Recognizer;
import io.plumbline.personaldata.scan.SpanScanner;
import io.plumbline.personaldata.secret.SecretRecognizers;
import java.util.ArrayList;
import java.util.List;

/// All detectors of the product.
final class StandardDetectors {

    /// The default scanner. Its automata take half a second to build; services of one JVM share it.
    private static final class Usual {
        private static final SpanScanner SPANS = build(PiiRecognizers.DEFAULT_PHONE_REGIONS);
    }

    private StandardDetectors() {}

    /// Creates the scanner that finds redactable values by their form.
    ///
    /// @param phoneRegions two-letter codes of the regions whose national telephone numbers are recognized
    static SpanScanner spans(List<String> phoneRegions) {
        return phoneRegions.equals(PiiRecognizers.DEFAULT_PHONE_REGIONS) ? Usual.SPANS : build(phoneRegions);
    }

    private static SpanScanner build(List<String> phoneRegions) {
        List<Recognizer> recognizers = new ArrayList<>(PiiRecognizers.all(phoneRegions));
        recognizers.addAll(CountryRecognizers.all());
        recognizers.addAll(SecretRecognizers.all());
        SpanScanner plain = new SpanScanner(recognizers);
        return plain.with(new EncodedRecognizer(plain));
    }

    /// The detectors that inspect whole texts.
    static List<Detector> ofTexts() {
        return List.of(
                new InjectionDetector(),
                new InsecureOutputDetector(),
                new PromptLeakDetector(),
                new ContentDetector(),
                new NameDetector());
    }
}
