package io.plumbline.console.judge;

import io.plumbline.console.evaluation.Figures;
import io.plumbline.console.judge.JudgeClient.Drift;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Shows whether the judge still rates its sentinels the same.
///
/// @param figure now − then, with its 99 % interval
record DriftView(String sentence, FigureRow figure, Instant at, boolean drifted) {

    static @Nullable DriftView of(@Nullable Drift drift) {
        if (drift == null) {
            return null;
        }
        String sentence = (drift.drifted()
                        ? "The judge now rates its sentinels differently: "
                        : "The judge rates its sentinels as before: ")
                + Figures.percent(drift.changed()) + " of " + Figures.count(drift.items(), "sentinel")
                + " moved by more than half a level.";
        return new DriftView(
                sentence,
                FigureRow.bias("Now − then", "99 % interval", drift.difference(), 0),
                drift.at(),
                drift.drifted());
    }
}
