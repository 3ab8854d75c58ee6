package io.plumbline.eval.redteam.result;

import io.plumbline.eval.redteam.grade.ProbeOutcome;
import io.plumbline.eval.redteam.probe.ProbeOrigin;
import org.jspecify.annotations.Nullable;

/// A probe and its outcomes, without texts.
///
/// @param guarded outcome with the guards; null while there is none
/// @param bypassed outcome without the guards; null if it was not tried
/// @param judged the judge's score of the answer with guards, 0..1; null without one
public record GradedProbe(
        int number,
        String category,
        String strategy,
        String goal,
        boolean harmless,
        ProbeOrigin origin,
        @Nullable ProbeOutcome guarded,
        @Nullable ProbeOutcome bypassed,
        @Nullable Double judged) {}
