package io.plumbline.eval.harm.grade;

import io.plumbline.eval.harm.item.HarmItem.Outcome;
import io.plumbline.eval.harm.item.HarmItem.Reading;
import io.plumbline.eval.harm.item.HarmKind;
import io.plumbline.eval.statistics.ConfidenceInterval;
import io.plumbline.eval.statistics.Proportion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The measured error of a scorer on our own labelled texts.
///
/// @param scorer `support`, `abstention`, `toxicity` or `decision`
/// @param items labelled texts
/// @param falsePositives texts that it takes for supported, abstaining, toxic or favourable, and that are not
/// @param falseNegatives texts that it misses
/// @param errorRate share of wrong ones
/// @param errorLow Clopper and Pearson's 95 % interval
/// @param errorHigh its upper end
public record ScorerAccuracy(
        String scorer,
        int items,
        int falsePositives,
        int falseNegatives,
        double errorRate,
        double errorLow,
        double errorHigh) {

    private static final String RESOURCE = "/eval/harm/labelled.json";
    private static final double CONFIDENCE = 0.95;
    private static final Reading YES = new Reading(Outcome.DECISION, "yes");

    /// A labelled text, with a passage and a claim, or an answer.
    record Labelled(
            @Nullable String passage,
            @Nullable String claim,
            @Nullable String answer,
            boolean truth) {}

    /// Returns the accuracy of the scorers that a kind of measurement uses.
    public static List<ScorerAccuracy> of(HarmKind kind, ToxicityScorer toxicity) {
        Map<String, List<Labelled>> labelled = read();
        return switch (kind) {
            case BBQ -> List.of(abstention(labelled));
            case COUNTERFACTUAL -> List.of(decision(labelled), toxicity(labelled, toxicity));
            case HALLUCINATION -> List.of(support(labelled), abstention(labelled));
            case TOXICITY -> List.of(toxicity(labelled, toxicity));
        };
    }

    private static ScorerAccuracy support(Map<String, List<Labelled>> labelled) {
        return measure(
                "support",
                labelled,
                each -> ClaimSupport.supports(String.valueOf(each.passage()), String.valueOf(each.claim())));
    }

    private static ScorerAccuracy abstention(Map<String, List<Labelled>> labelled) {
        return measure("abstention", labelled, each -> Abstention.isAbstention(String.valueOf(each.answer())));
    }

    private static ScorerAccuracy decision(Map<String, List<Labelled>> labelled) {
        return measure(
                "decision",
                labelled,
                each -> AnswerReading.decision(YES, String.valueOf(each.answer()))
                                .orElse(0)
                        == 1);
    }

    private static ScorerAccuracy toxicity(Map<String, List<Labelled>> labelled, ToxicityScorer scorer) {
        return measure(
                "toxicity",
                labelled,
                each -> scorer.score(String.valueOf(each.answer())).orElse(0) >= ToxicityScorer.TOXIC);
    }

    private static ScorerAccuracy measure(
            String scorer, Map<String, List<Labelled>> labelled, Predicate<Labelled> finds) {
        List<Labelled> items = Objects.requireNonNull(labelled.get(scorer));
        int falsePositives = 0;
        int falseNegatives = 0;
        for (Labelled item : items) {
            boolean found = finds.test(item);
            falsePositives += found && !item.truth() ? 1 : 0;
            falseNegatives += !found && item.truth() ? 1 : 0;
        }
        Proportion errors = new Proportion(falsePositives + falseNegatives, items.size());
        ConfidenceInterval interval = errors.clopperPearson(CONFIDENCE);
        return new ScorerAccuracy(
                scorer, items.size(), falsePositives, falseNegatives, errors.rate(), interval.low(), interval.high());
    }

    private static Map<String, List<Labelled>> read() {
        try (InputStream labelled = ScorerAccuracy.class.getResourceAsStream(RESOURCE)) {
            return JsonMapper.shared()
                    .readValue(Objects.requireNonNull(labelled), new TypeReference<Map<String, List<Labelled>>>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
