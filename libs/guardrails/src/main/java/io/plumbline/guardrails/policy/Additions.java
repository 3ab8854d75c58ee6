package io.plumbline.guardrails.policy;

import io.plumbline.personaldata.analysis.AllowList;
import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.detect.Detector;
import io.plumbline.personaldata.detect.Finding;
import io.plumbline.personaldata.detect.InspectedText;
import io.plumbline.personaldata.scan.Form;
import io.plumbline.personaldata.scan.PatternRecognizer;
import io.plumbline.personaldata.scan.SpanScanner;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// A policy's additions: its allow list, deny list and own recognizers. The allow list suppresses spans: personal
/// data, credentials and findings of the policy's own recognizers. It does not suppress the deny list.
///
/// Compiled on creation, because a policy is read once and used for every call. Immutable and thread-safe.
public final class Additions {

    public static final Additions NONE = new Additions(List.of(), List.of(), List.of());

    /// The detector name of findings by the deny list.
    public static final String DENY_LIST = "deny_list";

    private final List<Allowed> allowed;
    private final List<Denied> denied;
    private final List<CustomRecognizer> recognizers;
    private final List<AllowList> allowLists;
    private final SpanScanner scanner;
    private final boolean speaksOfLanguages;
    private final Map<Selection, SpanScanner> restricted = new ConcurrentHashMap<>();

    /// @throws io.plumbline.personaldata.automaton.PatternException when an expression is invalid, or all together
    ///     are too large
    public Additions(List<Allowed> allowed, List<Denied> denied, List<CustomRecognizer> recognizers) {
        this.allowed = List.copyOf(allowed);
        this.denied = List.copyOf(denied);
        this.recognizers = List.copyOf(recognizers);
        this.allowLists = allowLists(allowed);
        List<PatternRecognizer> all = new ArrayList<>(denying(denied));
        recognizers.forEach(each -> all.add(each.recognizer()));
        this.scanner = new SpanScanner(List.copyOf(all));
        this.speaksOfLanguages =
                recognizers.stream().anyMatch(each -> !each.languages().isEmpty());
    }

    /// The selected additions.
    private record Selection(
            Set<Category> categories,
            Set<String> switchedOff,
            @Nullable String language) {}

    /// Entries that differ only in their value.
    private record Kind(boolean pattern, Set<String> entities, boolean anyCase) {}

    private static List<AllowList> allowLists(List<Allowed> allowed) {
        Map<Kind, List<String>> kinds = new LinkedHashMap<>();
        for (Allowed each : allowed) {
            String value = each.value();
            String pattern = each.pattern();
            kinds.computeIfAbsent(new Kind(pattern != null, each.entities(), each.anyCase()), _ -> new ArrayList<>())
                    .add(pattern != null ? pattern : Objects.requireNonNull(value));
        }
        List<AllowList> lists = new ArrayList<>();
        kinds.forEach((kind, values) -> lists.add(
                kind.pattern()
                        ? AllowList.like(kind.entities(), values)
                        : AllowList.of(kind.entities(), values, kind.anyCase())));
        return List.copyOf(lists);
    }

    /// One recognizer for each entity and category.
    private static List<PatternRecognizer> denying(List<Denied> denied) {
        Map<List<Object>, PatternRecognizer.Builder> builders = new LinkedHashMap<>();
        for (Denied each : denied) {
            builders.computeIfAbsent(
                            List.of(each.entityType(), each.category()),
                            _ -> PatternRecognizer.of(each.entityType())
                                    .named(DENY_LIST)
                                    .category(each.category()))
                    .form(Form.literal(DENY_LIST, each.score(), each.value()));
        }
        return builders.values().stream().map(PatternRecognizer.Builder::build).toList();
    }

    public List<Allowed> allowed() {
        return allowed;
    }

    public List<Denied> denied() {
        return denied;
    }

    public List<CustomRecognizer> recognizers() {
        return recognizers;
    }

    public boolean isEmpty() {
        return allowed.isEmpty() && denied.isEmpty() && recognizers.isEmpty();
    }

    /// Whether a recognizer is limited to texts in some languages.
    public boolean speaksOfLanguages() {
        return speaksOfLanguages;
    }

    /// The entity types of the additions in a category.
    public Set<String> entityTypes(Category category) {
        Set<String> types = new TreeSet<>();
        denied.stream().filter(each -> each.category() == category).forEach(each -> types.add(each.entityType()));
        recognizers.stream().filter(each -> each.category() == category).forEach(each -> types.add(each.entityType()));
        return types;
    }

    /// The detector names of the additions.
    public Set<String> detectorNames() {
        Set<String> names = new TreeSet<>();
        scanner.recognizers().forEach(each -> names.add(each.name()));
        return names;
    }

    /// The scanner extended by these additions and the allow list.
    ///
    /// @param language two-letter code; null when it is unknown
    public SpanScanner over(
            SpanScanner others, Set<Category> categories, Set<String> switchedOff, @Nullable String language) {
        if (isEmpty()) {
            return others;
        }
        SpanScanner own = restricted.computeIfAbsent(
                new Selection(Set.copyOf(categories), switchedOff, language),
                wanted -> scanner.keeping(each -> wanted.categories().contains(each.category())
                        && !wanted.switchedOff().contains(each.name())
                        && (language == null
                                || each.languages().isEmpty()
                                || each.languages().contains(language))));
        return others.and(own, this::allows);
    }

    /// The detectors, with the allow list applied to their findings.
    public List<Detector> over(List<Detector> detectors) {
        if (allowLists.isEmpty()) {
            return detectors;
        }
        List<Detector> lenient = new ArrayList<>(detectors.size());
        detectors.forEach(detector -> lenient.add(new Lenient(detector)));
        return lenient;
    }

    private boolean allows(Finding finding, CharSequence text) {
        if (finding.detector().equals(DENY_LIST)) {
            return false;
        }
        for (AllowList list : allowLists) {
            if (list.allows(finding, text)) {
                return true;
            }
        }
        return false;
    }

    private final class Lenient implements Detector {
        private final Detector detector;

        private Lenient(Detector detector) {
            this.detector = detector;
        }

        @Override
        public String name() {
            return detector.name();
        }

        @Override
        public Set<Category> categories() {
            return detector.categories();
        }

        @Override
        public Set<String> entityTypes(Category category) {
            return detector.entityTypes(category);
        }

        @Override
        public List<Finding> detect(InspectedText passage) {
            List<Finding> found = new ArrayList<>(detector.detect(passage));
            found.removeIf(finding -> allows(finding, passage.text()));
            return found;
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Additions that
                && allowed.equals(that.allowed)
                && denied.equals(that.denied)
                && recognizers.equals(that.recognizers);
    }

    @Override
    public int hashCode() {
        return Objects.hash(allowed, denied, recognizers);
    }

    @Override
    public String toString() {
        return "Additions[allowed=" + allowed.size() + ", denied=" + denied.size() + ", recognizers="
                + recognizers.size() + "]";
    }
}
