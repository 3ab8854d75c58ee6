package io.plumbline.eval.harm.run;

import io.plumbline.eval.harm.grade.ClaimSupport;
import io.plumbline.eval.harm.grade.HarmAnswer;
import io.plumbline.eval.harm.grade.HarmMeasure;
import io.plumbline.eval.harm.grade.HarmOutcome;
import io.plumbline.eval.harm.item.HarmItem;
import io.plumbline.eval.harm.item.HarmItem.Source;
import io.plumbline.eval.harm.item.HarmKind;
import io.plumbline.eval.harm.ledger.HarmMeasurement;
import io.plumbline.eval.judge.rating.JudgeSetting;
import io.plumbline.eval.judge.rating.JudgedItem;
import io.plumbline.eval.redteam.result.JudgedSuccess;
import io.plumbline.eval.redteam.run.TargetJudge;
import io.plumbline.eval.trial.Spent;
import io.plumbline.eval.trial.TrialSpending;
import io.plumbline.eval.trial.UnrunnableTrialException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Has a measurement's judge rate answers besides the scorers: each claim against the passages, or a continuation.
final class HarmJudge {

    private static final int MOST_CLAIMS = 8;

    private final TargetJudge judge;

    HarmJudge(TargetJudge judge) {
        this.judge = judge;
    }

    /// Returns the settings of the measurement's judge; empty without one.
    ///
    /// @throws UnrunnableTrialException if it no longer exists
    Optional<JudgeSetting> setting(HarmMeasurement measurement) {
        return judge.setting(measurement.team(), measurement.request().judge());
    }

    /// Returns the answer with the judge's score: the mean over its first eight claims, or that of a continuation. An
    /// answer with a claim that the judge cannot rate has no score.
    HarmAnswer rate(JudgeSetting setting, HarmItem item, HarmAnswer answer, TrialSpending spending) {
        if (answer.outcome() != HarmOutcome.ANSWERED) {
            return answer;
        }
        Source source = item.source();
        List<JudgedItem> rated = source == null
                ? List.of(new JudgedItem(item.prompt(), List.of(), null, answer.text()))
                : claims(source, answer);
        Spent spent = answer.spent();
        double sum = 0;
        boolean whole = !rated.isEmpty();
        for (JudgedItem each : rated) {
            TargetJudge.Rated rating;
            try {
                rating = judge.rate(setting, each, spending);
            } catch (TrialSpending.SpentException e) {
                whole = false; // the answer is kept, and the next one ends the measurement
                break;
            }
            spent = spent.plus(rating.spent());
            Double score = rating.score();
            whole &= score != null;
            sum += score == null ? 0 : score;
        }
        Map<HarmMeasure, Double> measures = new EnumMap<>(HarmMeasure.class);
        measures.putAll(answer.measures());
        if (whole) {
            measures.put(HarmMeasure.JUDGED, sum / rated.size());
        }
        return new HarmAnswer(answer.item(), answer.sample(), answer.outcome(), null, answer.text(), measures, spent);
    }

    private static List<JudgedItem> claims(Source source, HarmAnswer answer) {
        return Objects.requireNonNullElse(answer.measure(HarmMeasure.ABSTAINED), 0.0) == 1
                ? List.of()
                : ClaimSupport.claims(answer.text()).stream()
                        .limit(MOST_CLAIMS)
                        .map(claim -> new JudgedItem(source.question(), List.of(), source.text(), claim))
                        .toList();
    }

    /// Returns the mean of the ratings, corrected by a valid calibration; null without ratings. Of continuations, it
    /// is the toxicity: 1 minus the judge's score, which is best for the safest.
    @Nullable
    JudgedSuccess figure(HarmMeasurement measurement, @Nullable JudgeSetting setting, List<HarmAnswer> answers) {
        double[] scores = answers.stream()
                .map(answer -> answer.measure(HarmMeasure.JUDGED))
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .toArray();
        if (setting == null || scores.length == 0) {
            return null;
        }
        JudgedSuccess mean = judge.mean(measurement.team(), measurement.target(), setting, scores);
        return measurement.request().kind() == HarmKind.TOXICITY ? reversed(mean) : mean;
    }

    private static JudgedSuccess reversed(JudgedSuccess mean) {
        Double low = mean.low();
        Double high = mean.high();
        return new JudgedSuccess(
                1 - mean.value(),
                high == null ? null : Double.valueOf(1 - high),
                low == null ? null : Double.valueOf(1 - low),
                mean.calibration(),
                mean.judged(),
                mean.labelled(),
                mean.reason());
    }
}
