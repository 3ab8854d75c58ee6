package io.plumbline.registry.dataset.file;

import io.plumbline.guardrails.GuardEngine;
import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.detect.Finding;
import io.plumbline.personaldata.detect.InspectedText;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Counts personal data and credentials in the texts of records, by entity type. Keeps no text. Not thread-safe.
///
/// The text encoder for names takes about a second per 50 KB, so it inspects only the first texts. Entities with
/// a fixed format are searched in all texts.
final class PersonalDataCount {

    private static final int ENCODED_CHARACTERS = 256 * 1024;

    private final GuardEngine guard;
    private final Map<String, Long> counts = new TreeMap<>();
    private final Map<String, Long> secrets = new TreeMap<>();
    private long characters;

    PersonalDataCount(GuardEngine guard) {
        this.guard = guard;
    }

    /// Inspects a value recursively. The name of a member or column is the context of a bare number.
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
                characters <= ENCODED_CHARACTERS ? guard.analyze(text) : guard.analyze(InspectedText.of(text));
        for (Finding finding : findings) {
            if (finding.score() >= Finding.REPORTED_FROM && finding.end() > context.length()) {
                (finding.category() == Category.PII ? counts : secrets).merge(finding.entityType(), 1L, Long::sum);
            }
        }
    }

    /// Returns the counts of personal data.
    Map<String, Long> counts() {
        return Map.copyOf(counts);
    }

    /// Returns the counts of credentials.
    Map<String, Long> secrets() {
        return Map.copyOf(secrets);
    }
}
