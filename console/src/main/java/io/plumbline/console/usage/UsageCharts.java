package io.plumbline.console.usage;

import io.plumbline.console.chart.TimeChart;
import io.plumbline.console.page.Formats;
import io.plumbline.console.usage.UsageClient.Sum;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The cost and the calls of each day as charts.
final class UsageCharts {

    private static final int MOST_DAYS = 400;

    private UsageCharts() {}

    /// @param total of the period
    static List<TimeChart> of(Period period, List<Sum> byDay, Sum total, Formats formats) {
        Map<String, Sum> sums = byDay.stream().collect(Collectors.toMap(sum -> sum.of("day"), Function.identity()));
        List<LocalDate> days = period.from()
                .datesUntil(period.to().plusDays(1))
                .limit(MOST_DAYS)
                .toList();
        List<Instant> times = days.stream()
                .map(day -> day.atStartOfDay().toInstant(ZoneOffset.UTC))
                .toList();
        return List.of(
                TimeChart.bars(
                        "Cost of each day",
                        formats.money(total.costUsd()),
                        times,
                        List.of(series("cost", days, sums, sum -> sum.costUsd().doubleValue())),
                        formats::money),
                TimeChart.bars(
                        "Calls of each day",
                        formats.number(total.calls()),
                        times,
                        List.of(series("calls", days, sums, Sum::calls)),
                        formats::number));
    }

    private static TimeChart.Series series(
            String name, List<LocalDate> days, Map<String, Sum> sums, ToDoubleFunction<Sum> value) {
        return new TimeChart.Series(
                name,
                days.stream()
                        .<@Nullable Double>map(day -> value.applyAsDouble(sums.getOrDefault(day.toString(), Sum.NONE)))
                        .toList());
    }
}
