package io.plumbline.console.rollout;

import io.plumbline.console.rollout.AnalysisClient.Analysis;
import io.plumbline.console.rollout.AnalysisClient.Breach;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One event of a rollout with actor and reason.
record RolloutEvent(
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
    static List<RolloutEvent> of(Analysis analysis) {
        List<RolloutEvent> events = new ArrayList<>();
        analysis.course()
                .happenings()
                .forEach(done -> events.add(new RolloutEvent(
                        done.at(),
                        words(done.what()) + ", weight " + done.weight() + " %",
                        actor(done.by()),
                        done.step(),
                        done.reason())));
        analysis.metrics().forEach(metric -> {
            Breach breach = metric.breach();
            if (breach != null) {
                events.add(new RolloutEvent(
                        breach.at(),
                        "Breach: " + ComparedMetric.title(metric.name()),
                        "monitoring",
                        breach.step(),
                        "after " + breach.calls() + " calls of the new version"
                                + (breach.callsSinceFirstError() == null
                                        ? ""
                                        : ", " + breach.callsSinceFirstError() + " since its first error")));
            }
        });
        analysis.course()
                .verdicts()
                .forEach(said -> events.add(new RolloutEvent(
                        said.decidedAt(),
                        "Verdict " + said.verdict().toLowerCase(Locale.ROOT).replace('_', ' ') + " ("
                                + said.state().toLowerCase(Locale.ROOT) + ")",
                        "monitoring",
                        said.step(),
                        said.reason())));
        events.sort(Comparator.comparing(RolloutEvent::at));
        return List.copyOf(events);
    }

    private static String words(String what) {
        return switch (what) {
            case "rolledBack" -> "Rolled back";
            case "rollbackSkipped" -> "Dry run: not rolled back";
            case "drilled" -> "Rollback rehearsed";
            default -> capitalized(what);
        };
    }

    private static String capitalized(String words) {
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
