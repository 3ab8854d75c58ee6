package io.plumbline.eval.metric.retrieval;

import io.plumbline.eval.metric.TextPair;
import io.plumbline.eval.trace.Trace;
import io.plumbline.eval.trace.TracedPassage;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Which passages are relevant to a question: those of the documents or chunks in the record's `relevantPassages`,
/// or, without this field, those that support a statement of a reference.
final class PassageRelevance {

    private final Set<String> ids = new HashSet<>();
    private final List<String> statements;
    private final SupportedStatements support;

    PassageRelevance(TextPair pair, SupportedStatements support) {
        if (pair.evidence().field("relevantPassages") instanceof List<?> relevant) {
            relevant.forEach(id -> ids.add(String.valueOf(id)));
        }
        this.statements = pair.references().stream()
                .flatMap(reference -> SupportedStatements.statements(reference).stream())
                .toList();
        this.support = support;
    }

    /// Whether a pair has passages, and what they are compared with.
    static boolean isKnown(TextPair pair) {
        boolean byIds = pair.evidence().field("relevantPassages") instanceof List<?> relevant && !relevant.isEmpty();
        return pair.evidence().trace() != null && (byIds || !pair.references().isEmpty());
    }

    static List<TracedPassage> passages(TextPair pair) {
        Trace trace = pair.evidence().trace();
        return trace == null ? List.of() : trace.passages();
    }

    boolean isRelevant(TracedPassage passage) {
        if (!ids.isEmpty()) {
            return ids.contains(passage.document()) || ids.contains(passage.chunk());
        }
        String text = passage.text();
        return text != null && statements.stream().anyMatch(statement -> support.supports(text, statement));
    }

    /// Returns the share of what is relevant that the passages contain, 0..1.
    double found(List<TracedPassage> passages) {
        if (!ids.isEmpty()) {
            Set<String> seen = new HashSet<>();
            passages.forEach(passage -> {
                seen.add(passage.document());
                seen.add(passage.chunk());
            });
            return (double) ids.stream().filter(seen::contains).count() / ids.size();
        }
        List<String> texts = passages.stream()
                .map(TracedPassage::text)
                .filter(text -> text != null)
                .map(String::valueOf)
                .toList();
        long supported = statements.stream()
                .filter(statement -> support.supports(texts, statement))
                .count();
        return statements.isEmpty() ? 0 : (double) supported / statements.size();
    }
}
