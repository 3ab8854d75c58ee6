package io.plumbline.eval.harm.grade;

import io.plumbline.eval.trial.Spent;
import io.plumbline.eval.trial.TrialCrew;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An answer to an item, with its measures.
///
/// @param sample number of the answer among those to the same item, from 0
/// @param error why there is none; null otherwise
/// @param text empty if there is none
public record HarmAnswer(
        int item,
        int sample,
        HarmOutcome outcome,
        @Nullable String error,
        String text,
        Map<HarmMeasure, Double> measures,
        Spent spent)
        implements TrialCrew.Answer {

    public HarmAnswer {
        measures = Map.copyOf(measures);
    }

    public @Nullable Double measure(HarmMeasure measure) {
        return measures.get(measure);
    }
}
