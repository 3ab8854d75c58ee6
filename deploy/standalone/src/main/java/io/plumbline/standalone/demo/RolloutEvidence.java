package io.plumbline.standalone.demo;

import io.plumbline.standalone.demo.api.StoryBroke;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Monitoring's evidence for a rollback: both arms over the whole rollout, and the certainty of harm.
final class RolloutEvidence {

    /// Metric → its name among the figures of an arm.
    private static final Map<String, String> FIGURES = Map.of("errorRate", "errorRate", "score", "meanScore");

    private RolloutEvidence() {}

    /// @param rollback as listed by monitoring
    /// @throws StoryBroke if no metric's evidence has reached its threshold
    static List<String> table(JsonNode rollback) {
        JsonNode evidence = rollback.path("evidence");
        List<String> lines = new ArrayList<>();
        lines.add(
                "    %-12s %8s %8s %8s %14s %10s".formatted("", "canary", "control", "margin", "e-value", "threshold"));
        boolean harm = false;
        for (JsonNode metric : evidence.path("metrics")) {
            String name = metric.path("name").asString("");
            double threshold = metric.path("harm").path("threshold").asDouble();
            JsonNode breach = metric.path("breach").path("eValue");
            JsonNode reached = breach.isNumber() ? breach : metric.path("harm").path("eValue");
            harm |= breach.isNumber() && breach.asDouble() >= threshold;
            lines.add("    %-12s %8s %8s %8s %14s %10s"
                    .formatted(
                            name,
                            EvaluationGate.decimal(figure(evidence.path("canary"), name)),
                            EvaluationGate.decimal(figure(evidence.path("control"), name)),
                            EvaluationGate.decimal(metric.path("margin")),
                            number(reached.asDouble()),
                            number(threshold)));
        }
        if (!harm) {
            throw new StoryBroke("The rollout was rolled back without evidence: " + rollback);
        }
        return lines;
    }

    private static JsonNode figure(JsonNode arm, String metric) {
        return arm.path(FIGURES.getOrDefault(metric, metric));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 1e6 ? "%.1f" : "%.1e", value);
    }
}
