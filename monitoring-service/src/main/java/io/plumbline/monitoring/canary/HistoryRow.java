package io.plumbline.monitoring.canary;

import io.plumbline.monitoring.rollout.Breach;
import io.plumbline.monitoring.rollout.CanaryAnalysis;
import io.plumbline.monitoring.verdict.PostedVerdicts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One event of a rollout with actor and reason.
record HistoryRow(
        Instant at,
        String what,
        String by,
        int step,
        @Nullable String why) {

    /// @param kind as in the audit log
    private static String actor(String kind) {
        return switch (kind) {
            case "service" -> "gateway, by verdict";
            case "api-key" -> "an API key";
            case "user" -> "a person";
            default -> kind;
        };
    }

    /// Returns all events, oldest first.
    static List<HistoryRow> of(CanaryAnalysis analysis, List<PostedVerdicts.SaidVerdict> verdicts) {
        List<HistoryRow> rows = new ArrayList<>();
        analysis.happenings()
                .forEach(done -> rows.add(new HistoryRow(
                        done.at(),
                        done.what().replace("rolledBack", "rolled back") + ", weight " + done.weight() + " %",
                        actor(done.by()),
                        done.step(),
                        done.reason())));
        analysis.metrics().forEach(metric -> {
            Breach breach = metric.breach();
            if (breach != null) {
                rows.add(new HistoryRow(
                        breach.at(),
                        "breach of " + metric.name(),
                        "monitoring",
                        breach.step(),
                        "after " + breach.calls() + " calls of the new version"
                                + (breach.callsSinceFirstError() == null
                                        ? ""
                                        : ", " + breach.callsSinceFirstError() + " since its first error")));
            }
        });
        verdicts.forEach(said -> rows.add(new HistoryRow(
                said.decidedAt(),
                "verdict " + said.verdict() + " (" + said.state().toLowerCase(Locale.ROOT) + ")",
                "monitoring",
                said.step(),
                said.reason())));
        rows.sort(Comparator.comparing(HistoryRow::at));
        return List.copyOf(rows);
    }
}
