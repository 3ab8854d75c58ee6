package io.plumbline.console.gate.item;

import io.plumbline.console.evaluation.Figures;
import io.plumbline.console.gate.item.GateItemClient.Step;
import io.plumbline.console.gate.item.GateItemClient.TracedAnswer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An answer with its steps as a timeline.
///
/// @param title such as `Candidate, answer 1 of 4`
/// @param facts latency, tokens and cost of all calls
/// @param ending why the conversation ended, in words; null without steps
record TimelineCard(
        String title,
        TracedAnswer answer,
        String facts,
        @Nullable String ending,
        List<Row> rows,
        List<Score> scores) {

    /// A step.
    ///
    /// @param who acts
    /// @param facts latency, tokens and cost; empty for none
    /// @param from milliseconds of all calls before it, in words
    record Row(String who, Step step, String facts, String from) {}

    /// A score in the metric's scale.
    record Score(String metric, String value) {}

    static List<TimelineCard> of(String side, List<TracedAnswer> answers) {
        List<TimelineCard> cards = new ArrayList<>();
        for (TracedAnswer answer : answers) {
            String title =
                    answers.size() == 1 ? side : side + ", answer " + (answer.repeat() + 1) + " of " + answers.size();
            cards.add(new TimelineCard(
                    title,
                    answer,
                    facts(answer.latencyMs(), answer.inputTokens(), answer.outputTokens(), answer.costUsd()),
                    ending(answer.ending()),
                    rows(answer.steps()),
                    scores(answer.scores())));
        }
        return cards;
    }

    private static List<Score> scores(Map<String, Double> scores) {
        return scores.entrySet().stream()
                .map(score -> new Score(score.getKey(), Figures.number(score.getValue())))
                .toList();
    }

    private static List<Row> rows(List<Step> steps) {
        List<Row> rows = new ArrayList<>();
        double before = 0;
        for (Step step : steps) {
            Double latency = step.latencyMs();
            rows.add(new Row(
                    who(step),
                    step,
                    latency == null ? "" : facts(latency, step.inputTokens(), step.outputTokens(), step.costUsd()),
                    String.format(Locale.ROOT, "%,.0f ms", before)));
            before += latency == null ? 0 : latency;
        }
        return rows;
    }

    private static String who(Step step) {
        return switch (step.kind()) {
            case "USER" -> step.latencyMs() == null ? "User" : "Simulated user";
            case "TOOL" -> "Result of " + step.tool();
            default -> "Model";
        };
    }

    private static String facts(
            double latencyMs, @Nullable Long input, @Nullable Long output, @Nullable BigDecimal cost) {
        String tokens = input == null || output == null
                ? ""
                : String.format(Locale.ROOT, ", %,d tokens in, %,d out", input, output);
        String price = cost == null ? "" : ", $" + cost.stripTrailingZeros().toPlainString();
        return String.format(Locale.ROOT, "%,.0f ms", latencyMs) + tokens + price;
    }

    private static @Nullable String ending(@Nullable String ending) {
        return switch (ending) {
            case null -> null;
            case "STEP_LIMIT" -> "The conversation ended at the limit on the model's calls.";
            case "TURN_LIMIT" -> "The conversation ended at the limit on the user's turns.";
            case "COST_LIMIT" -> "The conversation ended at the limit on its cost.";
            default -> "The conversation ended by itself.";
        };
    }
}
