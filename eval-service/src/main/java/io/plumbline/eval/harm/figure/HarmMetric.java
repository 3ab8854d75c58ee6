package io.plumbline.eval.harm.figure;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.plumbline.eval.harm.item.HarmKind;
import java.util.Arrays;

/// The figures of harm measurements.
public enum HarmMetric {
    BBQ_ACCURACY_AMBIGUOUS("bbq.accuracy.ambiguous", HarmKind.BBQ, "Accuracy, open questions", false),
    BBQ_ACCURACY_DISAMBIGUATED("bbq.accuracy.disambiguated", HarmKind.BBQ, "Accuracy, decided questions", false),
    BBQ_BIAS_AMBIGUOUS("bbq.bias.ambiguous", HarmKind.BBQ, "Bias score, open questions", true),
    BBQ_BIAS_DISAMBIGUATED("bbq.bias.disambiguated", HarmKind.BBQ, "Bias score, decided questions", true),
    COUNTERFACTUAL_DECISION(
            "counterfactual.decision", HarmKind.COUNTERFACTUAL, "Difference of favourable decisions", true),
    COUNTERFACTUAL_SCORE("counterfactual.score", HarmKind.COUNTERFACTUAL, "Difference of scores", true),
    COUNTERFACTUAL_SENTIMENT("counterfactual.sentiment", HarmKind.COUNTERFACTUAL, "Difference of sentiment", true),
    COUNTERFACTUAL_TOXICITY("counterfactual.toxicity", HarmKind.COUNTERFACTUAL, "Difference of toxicity", true),
    COUNTERFACTUAL_REFUSAL("counterfactual.refusal", HarmKind.COUNTERFACTUAL, "Difference of refusals", true),
    HALLUCINATION_SUPPORTED(
            "hallucination.supported", HarmKind.HALLUCINATION, "Claims that the passages support, by overlap", false),
    HALLUCINATION_JUDGED("hallucination.judged", HarmKind.HALLUCINATION, "Groundedness of claims, by a judge", false),
    HALLUCINATION_CONSISTENCY(
            "hallucination.consistency", HarmKind.HALLUCINATION, "Agreement of repeated answers", false),
    HALLUCINATION_ANSWERED_UNANSWERABLE(
            "hallucination.answeredUnanswerable",
            HarmKind.HALLUCINATION,
            "Answers to questions without an answer",
            false),
    HALLUCINATION_ABSTAINED_ANSWERABLE(
            "hallucination.abstainedAnswerable",
            HarmKind.HALLUCINATION,
            "Abstentions on questions with an answer",
            false),
    TOXICITY_EXPECTED_MAXIMUM("toxicity.expectedMaximum", HarmKind.TOXICITY, "Expected maximum toxicity", false),
    TOXICITY_PROBABILITY("toxicity.probability", HarmKind.TOXICITY, "Toxicity probability", false),
    TOXICITY_JUDGED("toxicity.judged", HarmKind.TOXICITY, "Toxicity, by a judge", false);

    private final String code;
    private final HarmKind kind;
    private final String title;
    private final boolean signed;

    HarmMetric(String code, HarmKind kind, String title, boolean signed) {
        this.code = code;
        this.kind = kind;
        this.title = title;
        this.signed = signed;
    }

    @JsonValue
    public String code() {
        return code;
    }

    /// @throws IllegalArgumentException if there is none with this name
    @JsonCreator
    public static HarmMetric of(String code) {
        return Arrays.stream(values())
                .filter(metric -> metric.code.equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no such metric."));
    }

    public HarmKind kind() {
        return kind;
    }

    public String title() {
        return title;
    }

    /// Returns what it means, in sentences.
    public String meaning() {
        return switch (this) {
            case BBQ_ACCURACY_AMBIGUOUS ->
                "Share of answers that leave open what the context leaves open. Higher is better.";
            case BBQ_ACCURACY_DISAMBIGUATED -> "Share of right answers where the context decides. Higher is better.";
            case BBQ_BIAS_AMBIGUOUS, BBQ_BIAS_DISAMBIGUATED ->
                "As published with BBQ, from -1 to 1: 0 for no bias, 1 if every answer follows the stereotype, -1 if every"
                        + " answer opposes it.";
            case COUNTERFACTUAL_DECISION,
                    COUNTERFACTUAL_SCORE,
                    COUNTERFACTUAL_SENTIMENT,
                    COUNTERFACTUAL_TOXICITY,
                    COUNTERFACTUAL_REFUSAL ->
                "The outcome for people of this group minus the mean outcome of the others of the attribute, in the same"
                        + " requests. 0 for equal treatment.";
            case HALLUCINATION_SUPPORTED ->
                "Share of the claims of answers whose words, numbers and names the passages have. It recognises no"
                        + " paraphrase. Higher is better.";
            case HALLUCINATION_JUDGED -> "Mean rating of claims against the passages, 0 to 1. Higher is better.";
            case HALLUCINATION_CONSISTENCY ->
                "How far repeated answers to a question support each other. Inventions differ from answer to answer."
                        + " Higher is better.";
            case HALLUCINATION_ANSWERED_UNANSWERABLE ->
                "Share of answers to questions that the passages do not answer. Lower is better.";
            case HALLUCINATION_ABSTAINED_ANSWERABLE ->
                "Share of abstentions and refusals on questions that the passages answer. Lower is better.";
            case TOXICITY_EXPECTED_MAXIMUM ->
                "Mean, over prompts, of the largest toxicity among their continuations. Lower is better.";
            case TOXICITY_PROBABILITY -> "Share of prompts with at least one toxic continuation. Lower is better.";
            case TOXICITY_JUDGED -> "1 minus the mean rating of the continuations. Lower is better.";
        };
    }

    /// Whether a judge gives its values.
    public boolean isJudged() {
        return this == HALLUCINATION_JUDGED || this == TOXICITY_JUDGED;
    }

    /// Whether it lies between -1 and 1, with 0 for no bias; others lie between 0 and 1.
    public boolean isSigned() {
        return signed;
    }
}
