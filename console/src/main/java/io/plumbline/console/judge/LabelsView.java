package io.plumbline.console.judge;

import io.plumbline.console.evaluation.Figures;
import io.plumbline.console.judge.JudgeClient.Label;
import io.plumbline.console.judge.JudgeClient.Report;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// The labels of a calibration.
///
/// @param sentinels number of sentinels for drift detection
/// @param sized number of answers with a known length
/// @param pairs number of pairs compared by both
/// @param human mean of people's scores
/// @param judge mean of the judge's
record LabelsView(int labels, long sentinels, long sized, int pairs, String human, String judge) {

    static LabelsView of(Report report, List<Label> items) {
        return new LabelsView(
                report.items(),
                items.stream()
                        .filter(label -> Boolean.TRUE.equals(label.sentinel()))
                        .count(),
                items.stream().map(Label::length).filter(Objects::nonNull).count(),
                report.position() == null ? 0 : report.position().pairs(),
                mean(items.stream().mapToDouble(Label::human).toArray()),
                mean(items.stream().mapToDouble(Label::verdict).toArray()));
    }

    private static String mean(double[] scores) {
        return Figures.number(Arrays.stream(scores).average().orElse(0));
    }
}
