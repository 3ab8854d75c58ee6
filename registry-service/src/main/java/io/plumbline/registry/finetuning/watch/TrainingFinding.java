package io.plumbline.registry.finetuning.watch;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An anomaly that was found, with its first step.
///
/// @param step the first step with it; null if it was found after the training
/// @param value the figure at that step; null for a figure that is infinite or not a number
/// @param limit what the figure exceeded
/// @param count steps with it
/// @param at when it was found
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TrainingFinding(
        Anomaly anomaly,
        @Nullable Integer step,
        @Nullable Double value,
        @Nullable Double limit,
        int count,
        Instant at) {

    /// Returns the findings with one more: another one of its anomaly is counted.
    static List<TrainingFinding> with(List<TrainingFinding> findings, TrainingFinding one) {
        List<TrainingFinding> after = new ArrayList<>();
        boolean isCounted = false;
        for (TrainingFinding each : findings) {
            boolean isSame = each.anomaly() == one.anomaly();
            after.add(isSame ? each.counted(one.count()) : each);
            isCounted |= isSame;
        }
        if (!isCounted) {
            after.add(one);
        }
        return List.copyOf(after);
    }

    /// Returns the findings with others.
    public static List<TrainingFinding> merged(List<TrainingFinding> findings, List<TrainingFinding> others) {
        List<TrainingFinding> after = findings;
        for (TrainingFinding each : others) {
            after = with(after, each);
        }
        return after;
    }

    private TrainingFinding counted(int more) {
        return new TrainingFinding(anomaly, step, value, limit, count + more, at);
    }
}
