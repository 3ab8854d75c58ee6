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

    /// Whether it lies between -1 and 1, with 0 for no bias; others lie between 0 and 1.
    public boolean isSigned() {
        return signed;
    }
}
