package io.plumbline.guardrails;

import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.scan.SpanScanner;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A scanner for each combination of categories and recognizers that a policy uses. Thread-safe.
final class Scanners {

    private final SpanScanner all;
    private final Map<Choice, SpanScanner> made = new ConcurrentHashMap<>();

    Scanners(SpanScanner all) {
        this.all = all;
    }

    /// The scanner with all recognizers.
    SpanScanner all() {
        return all;
    }

    SpanScanner of(Set<Category> categories, Set<String> switchedOff) {
        SpanScanner known = made.get(new Choice(categories, switchedOff));
        return known != null
                ? known
                : made.computeIfAbsent(
                        new Choice(Set.copyOf(categories), switchedOff),
                        choice -> all.restrictedTo(choice.categories(), choice.switchedOff()));
    }

    /// The recognizers that run.
    private record Choice(Set<Category> categories, Set<String> switchedOff) {}
}
