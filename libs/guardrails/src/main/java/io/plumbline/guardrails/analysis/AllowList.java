package io.plumbline.guardrails.analysis;

import io.plumbline.guardrails.detect.Finding;
import io.plumbline.guardrails.scan.Form;
import io.plumbline.guardrails.scan.PatternRecognizer;
import io.plumbline.guardrails.scan.SpanScanner;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Values that are nobody's secret: the company's own telephone number, the names of its products. For some
/// entities, or whatever they are taken for.
public final class AllowList {

    private final Set<String> entities;
    private final Set<String> values;
    private final boolean anyCase;
    private final @Nullable SpanScanner patterns;
    private final boolean whole;

    private AllowList(
            Set<String> entities, Set<String> values, boolean anyCase, @Nullable SpanScanner patterns, boolean whole) {
        this.entities = Set.copyOf(entities);
        this.values = Set.copyOf(values);
        this.anyCase = anyCase;
        this.patterns = patterns;
        this.whole = whole;
    }

    /// Exactly these values.
    ///
    /// @param entities what they may be found as; anything if empty
    /// @param anyCase  whether in any case
    public static AllowList of(Set<String> entities, List<String> values, boolean anyCase) {
        Set<String> compared = new HashSet<>();
        values.forEach(value -> compared.add(anyCase ? value.toLowerCase(Locale.ROOT) : value));
        return new AllowList(entities, compared, anyCase, null, false);
    }

    /// Values in which one of these expressions matches.
    ///
    /// @throws io.plumbline.guardrails.automaton.PatternException when one of them is none
    public static AllowList matching(Set<String> entities, List<String> expressions) {
        return new AllowList(entities, Set.of(), false, scanner(expressions), false);
    }

    /// Values that one of these expressions describes from their beginning to their end.
    ///
    /// @throws io.plumbline.guardrails.automaton.PatternException when one of them is none
    public static AllowList like(Set<String> entities, List<String> expressions) {
        return new AllowList(entities, Set.of(), false, scanner(expressions), true);
    }

    private static SpanScanner scanner(List<String> expressions) {
        PatternRecognizer.Builder allowed = PatternRecognizer.of("ALLOWED");
        expressions.forEach(expression -> allowed.form(Form.expression("allowed", 1, expression)));
        return new SpanScanner(List.of(allowed.build()));
    }

    /// Whether a finding is none to speak of.
    public boolean allows(Finding finding, CharSequence text) {
        if (!entities.isEmpty() && !entities.contains(finding.entityType())) {
            return false;
        }
        String value = text.subSequence(finding.start(), finding.end()).toString();
        if (patterns != null) {
            List<Finding> matches = patterns.scan(value, 0).findings();
            return whole ? matches.stream().anyMatch(match -> match.length() == value.length()) : !matches.isEmpty();
        }
        return values.contains(anyCase ? value.toLowerCase(Locale.ROOT) : value);
    }
}
