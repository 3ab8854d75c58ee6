package io.plumbline.personaldata.analysis;

import io.plumbline.personaldata.detect.Finding;
import io.plumbline.personaldata.scan.Form;
import io.plumbline.personaldata.scan.PatternRecognizer;
import io.plumbline.personaldata.scan.SpanScanner;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Values that are not confidential, such as the company's own telephone number or product names, for some entity
/// types or for all.
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

    /// Allows exactly these values.
    ///
    /// @param entities the entity types for which the values are allowed; all if empty
    /// @param anyCase  whether to ignore case
    public static AllowList of(Set<String> entities, List<String> values, boolean anyCase) {
        Set<String> compared = new HashSet<>();
        values.forEach(value -> compared.add(anyCase ? value.toLowerCase(Locale.ROOT) : value));
        return new AllowList(entities, compared, anyCase, null, false);
    }

    /// Allows values in which one of these expressions matches.
    ///
    /// @throws io.plumbline.personaldata.automaton.PatternException when an expression is invalid
    public static AllowList matching(Set<String> entities, List<String> expressions) {
        return new AllowList(entities, Set.of(), false, scanner(expressions), false);
    }

    /// Allows values that one of these expressions matches as a whole.
    ///
    /// @throws io.plumbline.personaldata.automaton.PatternException when an expression is invalid
    public static AllowList like(Set<String> entities, List<String> expressions) {
        return new AllowList(entities, Set.of(), false, scanner(expressions), true);
    }

    private static SpanScanner scanner(List<String> expressions) {
        PatternRecognizer.Builder allowed = PatternRecognizer.of("ALLOWED");
        expressions.forEach(expression -> allowed.form(Form.expression("allowed", 1, expression)));
        return new SpanScanner(List.of(allowed.build()));
    }

    /// Whether to suppress a finding.
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
