package io.plumbline.console.harm;

import io.plumbline.console.harm.HarmClient.Figure;
import io.plumbline.console.harm.HarmClient.Measurement;
import io.plumbline.console.harm.HarmClient.Results;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A measurement in the list.
///
/// @param figures those of all groups together, in words
public record HarmRow(UUID id, String name, String kind, String target, String outcome, String figures, Instant at) {

    static HarmRow of(Measurement measurement) {
        return new HarmRow(
                measurement.id(),
                measurement.name(),
                measurement.kind(),
                measurement.target(),
                measurement.outcome(),
                summary(measurement.results()),
                measurement.run().times().createdAt());
    }

    private static String summary(@Nullable Results results) {
        if (results == null) {
            return "–";
        }
        List<String> figures = results.figures().stream()
                .map(figure -> words(figure.metric()) + " " + number(figure.value()))
                .toList();
        return figures.isEmpty() ? "by group" : String.join("; ", figures);
    }

    /// The figures of a metric.
    ///
    /// @param id of its heading
    public record Metric(String id, String title, List<Line> lines) {

        static List<Metric> of(Results results) {
            Map<String, List<Line>> metrics = new LinkedHashMap<>();
            for (Figure figure : results.figures()) {
                metrics.computeIfAbsent(figure.metric(), _ -> new ArrayList<>()).add(Line.of(figure));
            }
            List<Metric> all = new ArrayList<>();
            metrics.forEach((metric, lines) -> all.add(new Metric(metric.replace('.', '-'), words(metric), lines)));
            return all;
        }
    }

    /// A figure of a group.
    public record Line(String group, String value, String interval, int items, String adjusted) {

        static Line of(Figure figure) {
            return new Line(
                    figure.group(),
                    number(figure.value()),
                    figure.low() == null || figure.high() == null
                            ? "–"
                            : number(figure.low()) + " … " + number(figure.high()),
                    figure.items(),
                    figure.adjustedPValue() == null
                            ? "–"
                            : String.format(Locale.ROOT, "%.4f", figure.adjustedPValue()));
        }
    }

    /// Returns the words of a metric's code, for example `Bias ambiguous` of `bbq.bias.ambiguous`.
    static String words(String metric) {
        String plain = metric.substring(metric.indexOf('.') + 1)
                .replace('.', ' ')
                .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                .toLowerCase(Locale.ROOT);
        return Character.toUpperCase(plain.charAt(0)) + plain.substring(1);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value).replace('-', '−');
    }
}
