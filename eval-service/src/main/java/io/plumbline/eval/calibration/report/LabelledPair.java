package io.plumbline.eval.calibration.report;

import io.plumbline.eval.judge.rating.PairwisePreference.Choice;
import jakarta.validation.constraints.NotNull;

/// Choices, in the order shown to people.
public record LabelledPair(
        @NotNull Choice human,
        @NotNull Choice whenFirstCameFirst,
        @NotNull Choice whenSecondCameFirst) {}
