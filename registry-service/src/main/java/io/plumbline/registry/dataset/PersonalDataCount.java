package io.plumbline.registry.dataset;

import io.plumbline.guardrails.GuardEngine;
import io.plumbline.guardrails.detect.Category;
import io.plumbline.guardrails.detect.Finding;
import io.plumbline.guardrails.detect.Passage;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Counts the personal data and the credentials in the texts of records, by entity type. Keeps no text. Not
/// thread-safe.
///
/// The text encoder, which names need, takes a second for some 50 KB: so it sees the first texts only, and what has
/// a form is looked for in all.
final class PersonalDataCount {

    private static final int ENCODED_CHARACTERS = 256 * 1024;

    private final GuardEngine guard;
    private final Map<String, Long> counts = new TreeMap<>();
    private final Map<String, Long> secrets = new TreeMap<>();
    private long characters;

    PersonalDataCount(GuardEngine guard) {
        this.guard = guard;
    }

    /// Looks into a value and everything in it. The name of a member or column tells what a bare number may be.
    void add(@Nullable Object value) {
        add("", value);
    }

    private void add(String name, @Nullable Object value) {
        switch (value) {
            case String text -> count(name.isEmpty() ? "" : name + ": ", text);
            case List<?> list -> list.forEach(each -> add(name, each));
            case Map<?, ?> map -> map.forEach((member, each) -> add(String.valueOf(member), each));
            case null, default -> {
                // Numbers and truth values identify nobody by themselves.
            }
        }
    }

    private void count(String context, String value) {
        String text = context + value;
        characters += text.length();
        List<Finding> findings =
                characters <= ENCODED_CHARACTERS ? guard.analyze(text) : guard.analyze(Passage.of(text));
        for (Finding finding : findings) {
            if (finding.score() >= Finding.REPORTED_FROM && finding.end() > context.length()) {
                (finding.category() == Category.PII ? counts : secrets).merge(finding.entityType(), 1L, Long::sum);
            }
        }
    }

    /// Of personal data.
    Map<String, Long> counts() {
        return Map.copyOf(counts);
    }

    /// Of credentials.
    Map<String, Long> secrets() {
        return Map.copyOf(secrets);
    }
}
