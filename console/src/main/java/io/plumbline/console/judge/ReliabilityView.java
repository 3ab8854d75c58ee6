package io.plumbline.console.judge;

import io.plumbline.console.evaluation.Figures;
import io.plumbline.console.judge.JudgeClient.Bin;
import io.plumbline.console.judge.JudgeClient.Reliability;
import io.plumbline.web.chart.Square;
import io.plumbline.web.chart.Square.Point;
import java.util.ArrayList;
import java.util.List;

/// The mean human score for each score of the judge, raw and calibrated.
///
/// @param sentence the mean distance of both
record ReliabilityView(Square chart, String sentence, List<Row> raw, List<Row> calibrated) {

    private static final String RAW = "second";
    private static final String CALIBRATED = "first";

    record Row(String score, String human, String interval, int items) {}

    static ReliabilityView of(Reliability curve) {
        List<Point> points = new ArrayList<>();
        points.addAll(points(RAW, curve.raw()));
        points.addAll(points(CALIBRATED, curve.calibrated()));
        String sentence = "Average distance of the judge's score from the human mean: " + Figures.number(curve.rawGap())
                + "; after mapping: " + Figures.number(curve.calibratedGap()) + ".";
        return new ReliabilityView(
                Square.of(
                        "Horizontal: the judge's score. Vertical: the human mean. They are equal on the dashed diagonal. "
                                + sentence,
                        "the judge's score",
                        "human mean",
                        points,
                        List.of(RAW, CALIBRATED)),
                sentence,
                rows(curve.raw()),
                rows(curve.calibrated()));
    }

    private static List<Point> points(String style, List<Bin> bins) {
        return bins.stream()
                .map(bin -> new Point(style, bin.score(), bin.human(), bin.items(), bin.low(), bin.high()))
                .toList();
    }

    private static List<Row> rows(List<Bin> bins) {
        return bins.stream()
                .map(bin -> new Row(
                        Figures.number(bin.score()),
                        Figures.number(bin.human()),
                        Figures.interval(bin.low(), bin.high()),
                        bin.items()))
                .toList();
    }
}
