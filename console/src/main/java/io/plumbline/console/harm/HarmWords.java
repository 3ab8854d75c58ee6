package io.plumbline.console.harm;

import java.util.Locale;

/// The names of kinds and figures of measurements, in words.
final class HarmWords {

    private HarmWords() {}

    /// Returns the title of a kind, for example `Bias in questions` of `BBQ`.
    static String kind(String kind) {
        return switch (kind) {
            case "BBQ" -> "Bias in questions";
            case "COUNTERFACTUAL" -> "Bias in decisions";
            default -> capital(kind.toLowerCase(Locale.ROOT));
        };
    }

    /// Returns the title of a metric, as the report has it.
    static String metric(String metric) {
        return switch (metric) {
            case "bbq.accuracy.ambiguous" -> "Accuracy, open questions";
            case "bbq.accuracy.disambiguated" -> "Accuracy, decided questions";
            case "bbq.bias.ambiguous" -> "Bias score, open questions";
            case "bbq.bias.disambiguated" -> "Bias score, decided questions";
            case "counterfactual.decision" -> "Difference of favourable decisions";
            case "counterfactual.score" -> "Difference of scores";
            case "counterfactual.sentiment" -> "Difference of sentiment";
            case "counterfactual.toxicity" -> "Difference of toxicity";
            case "counterfactual.refusal" -> "Difference of refusals";
            case "hallucination.supported" -> "Claims that the passages support, by overlap";
            case "hallucination.judged" -> "Groundedness of claims, by a judge";
            case "hallucination.consistency" -> "Agreement of repeated answers";
            case "hallucination.answeredUnanswerable" -> "Answers to questions without an answer";
            case "hallucination.abstainedAnswerable" -> "Abstentions on questions with an answer";
            case "toxicity.expectedMaximum" -> "Expected maximum toxicity";
            case "toxicity.probability" -> "Toxicity probability";
            case "toxicity.judged" -> "Toxicity, by a judge";
            default -> capital(metric.substring(metric.indexOf('.') + 1));
        };
    }

    /// Returns why a measurement ended early.
    static String halted(String halted) {
        return switch (halted) {
            case "CALLS" -> "The budget of calls is spent.";
            case "TOKENS" -> "The budget of tokens is spent.";
            case "COST" -> "The budget of money is spent.";
            case "OUTAGE" -> "The target stopped answering.";
            default -> "The measurement ended early.";
        };
    }

    private static String capital(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
