package io.plumbline.gateway.guard;

import io.plumbline.clients.gateway.CallFinding;
import io.plumbline.guardrails.policy.Stage;
import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.detect.Finding;
import io.plumbline.personaldata.redact.Action;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Counts findings by kind, score and action. The counts are sufficient to simulate a draft of another policy.
/// Bounded, regardless of the texts. Not thread-safe.
final class FoundKinds {

    /// Weaker findings are noise under any policy.
    private static final double LEAST_SCORE = 0.2;

    private static final double STEPS = 20;
    private static final double ROUNDING = 1e-9;
    private static final int MOST_COUNTED = 1_000;
    private static final int MOST_TOLD = 40;

    private static final Comparator<Kind> STRICTEST_FIRST = Comparator.comparing(Kind::action)
            .thenComparingInt(Kind::twentieths)
            .reversed()
            .thenComparing(Kind::stage)
            .thenComparing(Kind::category)
            .thenComparing(Kind::entity);

    private final Map<Kind, Integer> counts = new HashMap<>();

    /// @param twentieths the score in steps of .05, rounded down, so that it never reaches a threshold above it
    private record Kind(Stage stage, Category category, String entity, int twentieths, Action action) {}

    void add(Stage stage, Finding finding, Action action) {
        if (finding.score() < LEAST_SCORE) {
            return;
        }
        int twentieths = (int) (finding.score() * STEPS + ROUNDING);
        Kind kind = new Kind(stage, finding.category(), finding.entityType(), twentieths, action);
        if (counts.size() < MOST_COUNTED || counts.containsKey(kind)) {
            counts.merge(kind, 1, Integer::sum);
        }
    }

    /// Returns the strictest and most confident first.
    List<CallFinding> strictestFirst() {
        if (counts.isEmpty()) {
            return List.of();
        }
        return counts.keySet().stream()
                .sorted(STRICTEST_FIRST)
                .limit(MOST_TOLD)
                .map(kind -> new CallFinding(
                        kind.stage().wireName(),
                        kind.category().wireName(),
                        kind.entity(),
                        kind.twentieths() / STEPS,
                        kind.action().wireName(),
                        counts.getOrDefault(kind, 0)))
                .toList();
    }
}
