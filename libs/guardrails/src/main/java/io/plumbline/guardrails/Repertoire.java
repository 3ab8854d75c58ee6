package io.plumbline.guardrails;

import io.plumbline.guardrails.policy.GuardPolicy;
import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.detect.Detector;
import io.plumbline.personaldata.scan.Recognizer;
import io.plumbline.personaldata.scan.SpanScanner;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Everything that an engine detects, and its detectors. Immutable and thread-safe.
final class Repertoire {

    /// The categories whose findings are spans that can be redacted.
    private static final Set<Category> REDACTABLE = Set.of(Category.PII, Category.SECRET);

    private final Scanners scanners;
    private final List<Detector> spanDetectors;
    private final List<Detector> detectors;
    private final Map<String, Set<String>> languages = new HashMap<>();

    /// @param spans finds redactable values by their form
    /// @param detectors inspect whole texts; their findings of personal data and secrets are redacted too
    Repertoire(SpanScanner spans, List<Detector> detectors) {
        this.scanners = new Scanners(spans);
        spans.recognizers().forEach(each -> languages.put(each.name(), each.languages()));
        this.spanDetectors = detectors.stream().filter(Repertoire::isRedactable).toList();
        this.detectors =
                detectors.stream().filter(detector -> !isRedactable(detector)).toList();
    }

    private static boolean isRedactable(Detector detector) {
        return REDACTABLE.containsAll(detector.categories());
    }

    /// The scanner that finds redactable values by their form.
    SpanScanner spans() {
        return scanners.all();
    }

    /// The scanner for a policy, with the policy's own recognizers.
    ///
    /// @param language that of the text; null when it is unknown
    SpanScanner spans(GuardPolicy policy, Set<Category> categories, @Nullable String language) {
        SpanScanner everywhere = scanners.of(categories, policy.switchedOff());
        return policy.additions().over(everywhere, categories, policy.switchedOff(), language);
    }

    /// The detectors whose findings can be redacted.
    List<Detector> spanDetectors() {
        return spanDetectors;
    }

    /// The detectors with redactable findings that a policy enables, and the policy's own.
    List<Detector> spanDetectors(GuardPolicy policy) {
        return policy.additions()
                .over(spanDetectors.stream()
                        .filter(detector -> !policy.switchedOff().contains(detector.name()))
                        .toList());
    }

    /// The other detectors, which inspect whole texts.
    List<Detector> detectors() {
        return detectors;
    }

    /// The languages that a detector supports; empty for all.
    Set<String> languagesOf(String detector) {
        return languages.getOrDefault(detector, Set.of());
    }

    /// The entity types that findings of a category may have.
    Set<String> entityTypes(Category category) {
        Set<String> types = new TreeSet<>(learnedTypes(category));
        for (Recognizer recognizer : spans().recognizers()) {
            if (recognizer.category() == category) {
                types.addAll(recognizer.entityTypes());
            }
        }
        return types;
    }

    /// The entity types of a category that are found by more than their form.
    Set<String> learnedTypes(Category category) {
        Set<String> types = new TreeSet<>();
        all().forEach(detector -> types.addAll(detector.entityTypes(category)));
        return types;
    }

    /// The names of everything that a policy can switch off.
    Set<String> names() {
        Set<String> names = new TreeSet<>(Set.of(GuardPolicy.ENCODER, GuardPolicy.CASCADE));
        spans().recognizers().forEach(recognizer -> names.add(recognizer.name()));
        all().forEach(detector -> names.add(detector.name()));
        return names;
    }

    private List<Detector> all() {
        List<Detector> all = new ArrayList<>(spanDetectors);
        all.addAll(detectors);
        return all;
    }
}
