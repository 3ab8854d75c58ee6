package io.plumbline.configuration.conduct;

import io.plumbline.audit.AuditEvent;
import io.plumbline.audit.SequencedEvent;
import io.plumbline.configuration.conduct.ConductReport.Kind;
import io.plumbline.configuration.conduct.ConductReport.Violation;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Counts violations, and keeps the first of each kind. Not thread-safe.
final class FoundViolations {

    private static final int MOST_OF_A_KIND = 100;

    private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
    private final Map<Kind, List<Violation>> first = new EnumMap<>(Kind.class);

    void add(Kind kind, SequencedEvent sequenced, String route, @Nullable String digest, String detail) {
        counts.merge(kind, 1L, Long::sum);
        List<Violation> known = first.computeIfAbsent(kind, _ -> new ArrayList<>());
        if (known.size() < MOST_OF_A_KIND) {
            AuditEvent event = sequenced.event();
            known.add(new Violation(kind, sequenced.index(), event.id(), event.time(), route, digest, detail));
        }
    }

    Map<Kind, Long> counts() {
        return counts;
    }

    List<Violation> first() {
        return first.values().stream().flatMap(List::stream).toList();
    }
}
