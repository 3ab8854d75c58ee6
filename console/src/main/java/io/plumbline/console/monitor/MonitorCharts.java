package io.plumbline.console.monitor;

import io.plumbline.console.chart.TimeChart;
import io.plumbline.console.monitor.MonitorClient.Alarm;
import io.plumbline.console.monitor.MonitorClient.Monitor;
import io.plumbline.console.monitor.MonitorClient.Observed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The charts of a monitor: its observations beside the normal mean, with those after an estimated change as a series
/// of their own, and the evidence for a change.
final class MonitorCharts {

    private MonitorCharts() {}

    /// Returns no chart without observations, and none of the evidence for a detector without a scale.
    static List<TimeChart> of(Monitor monitor, MetricUnit unit) {
        List<Observed> series = monitor.progress().series();
        if (series.isEmpty()) {
            return List.of();
        }
        List<Instant> times = series.stream().map(Observed::from).toList();
        List<TimeChart> charts = new ArrayList<>();
        charts.add(TimeChart.lines(
                unit.title(), unit.show(monitor.progress().last()), times, observations(monitor, series), unit::show));
        if (monitor.hasEvidence()) {
            charts.add(TimeChart.lines(
                    "Evidence for a change",
                    percent(monitor.progress().evidence()),
                    times,
                    List.of(
                            new TimeChart.Series("evidence", values(series, Observed::evidence)),
                            new TimeChart.Series("alarm", values(series, _ -> 1.0))),
                    MonitorCharts::percent));
        }
        return List.copyOf(charts);
    }

    private static List<TimeChart.Series> observations(Monitor monitor, List<Observed> series) {
        List<TimeChart.Series> lines = new ArrayList<>();
        lines.add(new TimeChart.Series("observations", values(series, Observed::value)));
        lines.add(new TimeChart.Series(
                "normal", values(series, _ -> monitor.progress().normal())));
        if (series.stream().anyMatch(each -> isChanged(monitor, each))) {
            lines.add(new TimeChart.Series(
                    "after the estimated change",
                    values(series, each -> isChanged(monitor, each) ? Double.valueOf(each.value()) : null)));
        }
        return lines;
    }

    /// Whether an observation is between the estimated begin of a change and its alarm.
    private static boolean isChanged(Monitor monitor, Observed observed) {
        return monitor.breaches().stream()
                .map(MonitorClient.Breach::alarm)
                .anyMatch(alarm -> covers(alarm, observed.from()));
    }

    private static boolean covers(Alarm alarm, Instant at) {
        return !at.isBefore(alarm.changedAt()) && at.isBefore(alarm.at());
    }

    private static List<@Nullable Double> values(List<Observed> series, Function<Observed, @Nullable Double> value) {
        List<@Nullable Double> values = new ArrayList<>(series.size());
        series.forEach(each -> values.add(value.apply(each)));
        return values;
    }

    private static String percent(double share) {
        return Math.round(share * 100) + " %";
    }
}
