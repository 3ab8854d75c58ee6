package io.plumbline.console.harm;

import io.plumbline.console.harm.HarmClient.Figure;
import io.plumbline.console.harm.HarmClient.Limit;
import io.plumbline.console.harm.HarmClient.Measurement;
import io.plumbline.console.harm.HarmClient.Results;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A measurement in the list.
///
/// @param figures those of all groups together, in words
/// @param halted why it ended early; null if it did not
record HarmRow(
        UUID id,
        String name,
        String kind,
        String target,
        String outcome,
        @Nullable String halted,
        String figures,
        Instant at) {

    /// The group of the figures of all groups together.
    private static final String ALL = "all";

    static HarmRow of(Measurement measurement) {
        return new HarmRow(
                measurement.id(),
                measurement.name(),
                HarmWords.kind(measurement.kind()),
                measurement.target(),
                measurement.outcome(),
                measurement.halted() == null ? null : HarmWords.halted(measurement.halted()),
                summary(measurement.results()),
                measurement.run().times().createdAt());
    }

    private static String summary(@Nullable Results results) {
        if (results == null) {
            return "–";
        }
        List<String> figures = results.figures().stream()
                .map(figure -> HarmWords.metric(figure.metric()) + ": " + number(figure.value()))
                .toList();
        return figures.isEmpty() ? "By group" : String.join("; ", figures);
    }

    /// The figures of a metric.
    ///
    /// @param id of its heading
    /// @param tested whether its lines have p-values
    public record Metric(String id, String title, boolean tested, List<Line> lines) {

        static List<Metric> of(Results results) {
            Map<String, List<Line>> metrics = new LinkedHashMap<>();
            for (Figure figure : results.figures()) {
                List<Line> lines = metrics.computeIfAbsent(figure.metric(), _ -> new ArrayList<>());
                if (figure.group().equals(ALL)) {
                    lines.addFirst(Line.of(figure));
                } else {
                    lines.add(Line.of(figure));
                }
            }
            List<Metric> all = new ArrayList<>();
            metrics.forEach((metric, lines) -> all.add(new Metric(
                    metric.replace('.', '-'),
                    HarmWords.metric(metric),
                    lines.stream().anyMatch(line -> line.adjusted() != null),
                    lines)));
            return all;
        }
    }

    /// A figure of a group.
    public record Line(
            String group,
            String value,
            String interval,
            int items,
            @Nullable String adjusted) {

        static Line of(Figure figure) {
            return new Line(
                    figure.group().equals(ALL) ? "All groups" : figure.group(),
                    number(figure.value()),
                    figure.low() == null || figure.high() == null
                            ? "–"
                            : number(figure.low()) + " … " + number(figure.high()),
                    figure.items(),
                    figure.adjustedPValue() == null
                            ? null
                            : String.format(Locale.ROOT, "%.4f", figure.adjustedPValue()));
        }
    }

    /// A limit of the verdict.
    ///
    /// @param measured whether there is a figure for it
    public record LimitLine(String title, String bound, boolean measured) {

        static List<LimitLine> of(Measurement measurement, Results results) {
            return Objects.requireNonNullElse(measurement.request().limits(), List.<Limit>of()).stream()
                    .map(limit -> new LimitLine(HarmWords.metric(limit.metric()), bound(limit), has(results, limit)))
                    .toList();
        }

        private static boolean has(Results results, Limit limit) {
            return results.figures().stream()
                    .anyMatch(figure -> figure.metric().equals(limit.metric())
                            && (limit.group() == null || limit.group().equals(figure.group())));
        }

        private static String bound(Limit limit) {
            List<String> bounds = new ArrayList<>();
            if (limit.max() != null) {
                boolean signed =
                        limit.metric().startsWith("bbq.bias") || limit.metric().startsWith("counterfactual");
                bounds.add("at most " + number(limit.max()) + (signed ? " from 0" : ""));
            }
            if (limit.min() != null) {
                bounds.add("at least " + number(limit.min()));
            }
            return String.join(" and ", bounds) + (limit.group() == null ? "" : " for " + limit.group());
        }
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value).replace('-', '−');
    }
}
