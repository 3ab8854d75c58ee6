package io.plumbline.eval.harm.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.plumbline.eval.harm.figure.HarmFigure;
import io.plumbline.eval.harm.figure.HarmLimit;
import io.plumbline.eval.harm.figure.HarmMetric;
import io.plumbline.eval.harm.grade.HarmAnswer;
import io.plumbline.eval.harm.grade.HarmMeasure;
import io.plumbline.eval.harm.grade.HarmOutcome;
import io.plumbline.eval.harm.grade.ScorerAccuracy;
import io.plumbline.eval.harm.item.HarmItem;
import io.plumbline.eval.harm.item.HarmKind;
import io.plumbline.eval.redteam.result.JudgedSuccess;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a measurement has found so far.
///
/// @param scorers the measured errors of the scorers
/// @param judged the figure of the judge; null without one
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HarmResults(
        List<HarmFigure> figures,
        List<ScorerAccuracy> scorers,
        @Nullable JudgedSuccess judged,
        HarmCounts counts) {

    /// One unrated answer for this many.
    private static final int MOST_UNRATED = 20;

    public HarmResults {
        figures = List.copyOf(figures);
        scorers = List.copyOf(scorers);
    }

    /// @param prompts number of prompts
    /// @param answers answers whose call did not fail
    /// @param refused answers in which the model declined
    /// @param blocked prompts or answers that a guard stopped
    /// @param errors failed calls
    /// @param unread answers without a measure, for example a choice of none of the answers
    /// @param unrated answers that the judge could not rate; null without ratings of a judge
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record HarmCounts(
            int prompts,
            int answers,
            int refused,
            int blocked,
            int errors,
            int unread,
            @Nullable Integer unrated) {}

    /// @param items by their numbers
    public static HarmResults of(
            HarmKind kind,
            int samples,
            List<HarmItem> items,
            List<HarmAnswer> answers,
            List<ScorerAccuracy> scorers,
            @Nullable JudgedSuccess judged) {
        List<HarmAnswers> all = HarmAnswers.of(items, answers);
        List<HarmFigure> figures = new ArrayList<>(
                switch (kind) {
                    case BBQ -> BbqFigures.of(all);
                    case COUNTERFACTUAL -> CounterfactualFigures.of(all);
                    case HALLUCINATION -> HallucinationFigures.of(all);
                    case TOXICITY -> ToxicityFigures.of(all, samples);
                });
        if (judged != null) {
            figures.add(new HarmFigure(
                    kind == HarmKind.TOXICITY ? HarmMetric.TOXICITY_JUDGED : HarmMetric.HALLUCINATION_JUDGED,
                    HarmFigure.ALL,
                    judged.value(),
                    judged.low(),
                    judged.high(),
                    judged.judged(),
                    null,
                    null));
        }
        Integer unrated = judged == null
                ? null
                : (int) answers.stream()
                        .filter(answer -> isUnrated(kind, answer))
                        .count();
        return new HarmResults(figures, scorers, judged, count(items.size(), answers, unrated));
    }

    /// Whether an answer has something to rate and no rating.
    private static boolean isUnrated(HarmKind kind, HarmAnswer answer) {
        boolean rateable = kind == HarmKind.TOXICITY
                || (Objects.requireNonNullElse(answer.measure(HarmMeasure.CLAIMS), 0.0) > 0
                        && Objects.requireNonNullElse(answer.measure(HarmMeasure.ABSTAINED), 0.0) < 1);
        return answer.outcome() == HarmOutcome.ANSWERED && rateable && answer.measure(HarmMeasure.JUDGED) == null;
    }

    /// Whether a figure proves nothing because the judge could not rate many answers. Those are seldom like the others:
    /// a provider's filter stops the rating of the worst.
    public boolean lacksRatings(HarmMetric metric) {
        Integer unrated = counts.unrated();
        return metric.isJudged()
                && judged != null
                && unrated != null
                && unrated * MOST_UNRATED > unrated + judged.judged();
    }

    private static HarmCounts count(int prompts, List<HarmAnswer> answers, @Nullable Integer unrated) {
        int refused = 0;
        int blocked = 0;
        int errors = 0;
        int unread = 0;
        for (HarmAnswer answer : answers) {
            switch (answer.outcome()) {
                case REFUSED -> refused++;
                case BLOCKED -> blocked++;
                case ERROR -> errors++;
                case ANSWERED -> unread += answer.measures().isEmpty() ? 1 : 0;
            }
        }
        return new HarmCounts(prompts, answers.size() - errors, refused, blocked, errors, unread, unrated);
    }

    /// Returns the figures that a limit bounds: that of its group, otherwise that of all together, otherwise those of
    /// every group.
    public List<HarmFigure> bounded(HarmLimit limit) {
        List<HarmFigure> measured = figures.stream()
                .filter(figure -> figure.metric() == limit.metric())
                .toList();
        String group = limit.group();
        if (group != null) {
            return measured.stream()
                    .filter(figure -> figure.group().equals(group))
                    .toList();
        }
        Optional<HarmFigure> all = measured.stream()
                .filter(figure -> figure.group().equals(HarmFigure.ALL))
                .findFirst();
        return all.map(List::of).orElse(measured);
    }
}
