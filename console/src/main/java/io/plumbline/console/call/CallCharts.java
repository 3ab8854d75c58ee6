package io.plumbline.console.call;

import io.plumbline.console.call.CallClient.Point;
import io.plumbline.console.call.CallClient.Timeline;
import io.plumbline.console.chart.TimeChart;
import io.plumbline.console.page.Formats;
import io.plumbline.console.page.Scope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/// The charts of production calls over the selected time. Evaluation and mirrored calls are not in them.
@Component
public final class CallCharts {

    private final Formats formats;

    CallCharts(Formats formats) {
        this.formats = formats;
    }

    /// Returns the team, start and span of a timeline that has about thirty points.
    public static MultiValueMap<String, String> range(Scope scope, Instant now) {
        MultiValueMap<String, String> parameters = new LinkedMultiValueMap<>();
        if (scope.team() != null) {
            parameters.add("team", scope.team());
        }
        parameters.add("from", now.minus(scope.range().length()).toString());
        parameters.add("minutes", String.valueOf(minutes(scope)));
        return parameters;
    }

    private static int minutes(Scope scope) {
        return switch (scope.range()) {
            case HOUR -> 2;
            case DAY -> 60;
            case WEEK -> 6 * 60;
            case MONTH -> 24 * 60;
        };
    }

    /// Returns the charts of calls and errors, and of the latency.
    List<TimeChart> traffic(Timeline timeline) {
        return List.of(calls(timeline), latency(timeline));
    }

    /// Returns the charts of calls, error rate, latency and cost.
    public List<TimeChart> health(Timeline timeline) {
        return List.of(calls(timeline), errorRate(timeline), latency(timeline), cost(timeline));
    }

    private TimeChart calls(Timeline timeline) {
        return TimeChart.bars(
                "Calls",
                formats.number(sum(timeline, point -> point.figures().calls())),
                times(timeline),
                List.of(
                        series("answered or refused", timeline, CallCharts::fine),
                        series("blocked", timeline, point ->
                                (double) point.figures().blocked()),
                        series("failed", timeline, point ->
                                (double) point.figures().errors())),
                formats::number);
    }

    private static Double fine(Point point) {
        return (double) (point.figures().calls()
                - point.figures().blocked()
                - point.figures().errors());
    }

    private TimeChart errorRate(Timeline timeline) {
        double calls = sum(timeline, point -> point.figures().calls());
        double errors = sum(timeline, point -> point.figures().errors());
        return TimeChart.lines(
                "Error rate",
                calls == 0 ? "–" : percent(errors / calls),
                times(timeline),
                List.of(series(
                        "failed calls",
                        timeline,
                        point -> point.figures().calls() == 0
                                ? null
                                : (double) point.figures().errors()
                                        / point.figures().calls())),
                CallCharts::percent);
    }

    private TimeChart latency(Timeline timeline) {
        return TimeChart.lines(
                "Latency",
                "",
                times(timeline),
                List.of(
                        series("p95", timeline, point -> point.figures().p95LatencyMs()),
                        series("median", timeline, point -> point.figures().p50LatencyMs())),
                value -> formats.number(Math.round(value)) + " ms");
    }

    private TimeChart cost(Timeline timeline) {
        return TimeChart.bars(
                "Cost",
                formats.money(sum(timeline, CallClient::cost)),
                times(timeline),
                List.of(series("cost", timeline, CallClient::cost)),
                formats::money);
    }

    private static String percent(double share) {
        double percent = share * 100;
        return (percent == Math.rint(percent) ? String.valueOf(Math.round(percent)) : "%.1f".formatted(percent)) + " %";
    }

    private static double sum(Timeline timeline, ToDoubleFunction<Point> value) {
        return timeline.points().stream().mapToDouble(value).sum();
    }

    private static List<Instant> times(Timeline timeline) {
        return timeline.points().stream().map(Point::from).toList();
    }

    /// The value of a point; null for none.
    private interface Value {
        @Nullable
        Double of(Point point);
    }

    private static TimeChart.Series series(String name, Timeline timeline, Value value) {
        List<@Nullable Double> values = new ArrayList<>();
        timeline.points().forEach(point -> values.add(value.of(point)));
        return new TimeChart.Series(name, values);
    }
}
