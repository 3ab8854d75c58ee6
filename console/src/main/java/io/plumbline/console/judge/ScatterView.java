package io.plumbline.console.judge;

import io.plumbline.console.evaluation.Figures;
import io.plumbline.console.judge.JudgeClient.Label;
import io.plumbline.web.chart.Square;
import io.plumbline.web.chart.Square.Point;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// The judge's scores against people's on the same answers.
///
/// @param rows for each human score, the judge's scores
record ScatterView(Square chart, List<Row> rows) {

    /// Answers with scores this close are one point.
    private static final int STEPS = 40;

    record Row(String human, int items, String mean, String lowest, String highest) {}

    private record Place(long human, long judge) {}

    static ScatterView of(List<Label> items) {
        SortedMap<Long, List<Double>> byHuman = new TreeMap<>();
        Map<Place, Integer> counts = new LinkedHashMap<>();
        for (Label item : items) {
            long human = Math.round(item.human() * STEPS);
            counts.merge(new Place(human, Math.round(item.verdict() * STEPS)), 1, Integer::sum);
            byHuman.computeIfAbsent(human, _ -> new ArrayList<>()).add(item.verdict());
        }
        List<Point> points = new ArrayList<>();
        counts.forEach((place, count) -> points.add(
                new Point("first", (double) place.human() / STEPS, (double) place.judge() / STEPS, count, null, null)));
        List<Row> rows = new ArrayList<>();
        byHuman.forEach((human, verdicts) -> rows.add(row(human, verdicts)));
        String label = Figures.count(items.size(), "answer")
                + ". Horizontal: the human score. Vertical: the judge's score. A larger disc means more answers. Both"
                + " scores are equal on the dashed diagonal. The table has the judge's mean for each human score.";
        return new ScatterView(Square.of(label, "human score", "judge's score", points, List.of()), rows);
    }

    private static Row row(long human, List<Double> verdicts) {
        return new Row(
                Figures.number((double) human / STEPS),
                verdicts.size(),
                Figures.number(verdicts.stream()
                        .mapToDouble(Double::doubleValue)
                        .average()
                        .orElseThrow()),
                Figures.number(
                        verdicts.stream().mapToDouble(Double::doubleValue).min().orElseThrow()),
                Figures.number(
                        verdicts.stream().mapToDouble(Double::doubleValue).max().orElseThrow()));
    }
}
