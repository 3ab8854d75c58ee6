package io.plumbline.audit.verification;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Counts all findings and keeps the first of each kind.
final class Findings {
    private final int kept;
    private final Map<FindingKind, Long> counts = new EnumMap<>(FindingKind.class);
    private final Map<FindingKind, List<LogFinding>> first = new EnumMap<>(FindingKind.class);

    Findings(int kept) {
        this.kept = kept;
    }

    void add(LogFinding finding) {
        counts.merge(finding.kind(), 1L, Long::sum);
        List<LogFinding> same = first.computeIfAbsent(finding.kind(), kind -> new ArrayList<>());
        if (same.size() < kept) {
            same.add(finding);
        }
    }

    Map<FindingKind, Long> counts() {
        return Map.copyOf(counts);
    }

    List<LogFinding> list() {
        return first.values().stream()
                .flatMap(List::stream)
                .sorted(Comparator.comparingLong(
                        finding -> finding.firstIndex() == null ? Long.MAX_VALUE : finding.firstIndex()))
                .toList();
    }
}
