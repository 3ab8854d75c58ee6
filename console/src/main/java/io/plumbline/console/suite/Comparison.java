package io.plumbline.console.suite;

import io.plumbline.clients.eval.CheckScale;
import io.plumbline.console.evaluation.Figures;
import io.plumbline.console.gate.GateClient.Figure;
import io.plumbline.console.gate.GateClient.TrendPoint;
import io.plumbline.console.gate.TrendCard;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Candidates of a suite's history side by side, each by its newest gate, with the history of each check: a line for
/// each model or prompt.
///
/// @param choices all candidates of the history
/// @param columns the newest gates of the chosen ones, in the order of the choices
record Comparison(List<Choice> choices, List<TrendPoint> columns, List<Row> rows, List<TrendCard> trends) {

    private static final int MOST_BY_DEFAULT = 2;
    private static final int MOST = 6;
    private static final int MOST_TRENDS = 12;
    private static final String NONE = "–";

    /// A candidate that can be compared.
    record Choice(String label, boolean chosen) {}

    /// A check of the chosen candidates.
    ///
    /// @param change of the second against the first, with two columns; null otherwise
    record Row(String check, List<Cell> cells, @Nullable String change) {}

    /// A check of one candidate.
    ///
    /// @param outcome null if its gate did not have the check
    record Cell(String value, String interval, @Nullable String outcome) {}

    /// @param chosen labels of candidates; by default the two newest
    static Comparison of(String suite, List<TrendPoint> newestFirst, List<String> chosen) {
        Map<String, TrendPoint> newest = new LinkedHashMap<>();
        newestFirst.forEach(point -> newest.putIfAbsent(point.candidate().label(), point));
        Set<String> known = new LinkedHashSet<>(chosen);
        known.retainAll(newest.keySet());
        List<String> shown = known.isEmpty()
                ? newest.keySet().stream().limit(MOST_BY_DEFAULT).toList().reversed()
                : known.stream().limit(MOST).toList();
        List<TrendPoint> columns = shown.stream().map(newest::get).toList();
        Set<String> systems = new LinkedHashSet<>();
        columns.forEach(point -> systems.add(point.candidate().system()));
        return new Comparison(
                newest.keySet().stream()
                        .map(label -> new Choice(label, shown.contains(label)))
                        .toList(),
                columns,
                rows(columns),
                TrendCard.of(
                        suite,
                        newestFirst.stream()
                                .filter(point ->
                                        systems.contains(point.candidate().system()))
                                .toList(),
                        MOST_TRENDS));
    }

    private static List<Row> rows(List<TrendPoint> columns) {
        Set<String> checks = new LinkedHashSet<>();
        columns.forEach(point -> point.checks().forEach(check -> checks.add(check.name())));
        List<Row> rows = new ArrayList<>();
        for (String check : checks) {
            List<@Nullable Figure> figures = new ArrayList<>();
            List<Cell> cells = new ArrayList<>();
            for (TrendPoint column : columns) {
                Figure figure = figure(column, check);
                figures.add(figure);
                cells.add(cell(check, figure));
            }
            rows.add(new Row(
                    check, cells, figures.size() == 2 ? change(check, figures.getFirst(), figures.getLast()) : null));
        }
        return rows;
    }

    private static @Nullable Figure figure(TrendPoint point, String check) {
        return point.checks().stream()
                .filter(figure -> figure.name().equals(check))
                .findFirst()
                .orElse(null);
    }

    private static Cell cell(String check, @Nullable Figure figure) {
        if (figure == null) {
            return new Cell(NONE, "", null);
        }
        CheckScale scale = CheckScale.of(check);
        Double value = figure.value();
        Double low = figure.ciLow();
        Double high = figure.ciHigh();
        return new Cell(
                value == null ? NONE : scale.text(value, Figures::number),
                low == null || high == null ? "" : scale.interval(low, high, Figures::number),
                figure.outcome());
    }

    /// Returns the difference, and whether the intervals are apart.
    private static String change(String check, @Nullable Figure before, @Nullable Figure after) {
        if (before == null || after == null || before.value() == null || after.value() == null) {
            return NONE;
        }
        double change = after.value() - before.value();
        if (change == 0) {
            return "same";
        }
        String text = (change > 0 ? "+" : "−") + CheckScale.of(check).text(Math.abs(change), Figures::number);
        if (before.ciLow() == null || before.ciHigh() == null || after.ciLow() == null || after.ciHigh() == null) {
            return text;
        }
        boolean apart = after.ciLow() > before.ciHigh() || after.ciHigh() < before.ciLow();
        return text + (apart ? ", intervals apart" : ", intervals overlap");
    }
}
