package io.plumbline.eval.page.judge;

import io.plumbline.eval.calibration.report.CalibrationReport;
import io.plumbline.eval.calibration.report.LabelledItem;
import io.plumbline.eval.page.Figures;
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

    static LabelsView of(CalibrationReport report, List<LabelledItem> items) {
        return new LabelsView(
                report.items(),
                items.stream().filter(LabelledItem::isSentinel).count(),
                items.stream()
                        .map(LabelledItem::length)
                        .filter(Objects::nonNull)
                        .count(),
                report.position() == null ? 0 : report.position().pairs(),
                mean(items.stream().mapToDouble(LabelledItem::human).toArray()),
                mean(items.stream().mapToDouble(LabelledItem::verdict).toArray()));
    }

    private static String mean(double[] scores) {
        return Figures.number(Arrays.stream(scores).average().orElse(0));
    }
}
