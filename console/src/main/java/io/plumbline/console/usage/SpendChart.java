package io.plumbline.console.usage;

import io.plumbline.console.page.Formats;
import io.plumbline.console.usage.UsageClient.Sum;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Geometry of the cost of each day as bars, in a view box of 600 × 120.
///
/// @param label text alternative
/// @param highest in dollars
record SpendChart(String label, List<Bar> bars, BigDecimal highest) {

    private static final int WIDTH = 600;
    private static final int HEIGHT = 120;
    private static final double GAP = 0.2;
    private static final int MOST_BARS = 400;

    /// The bar of a day.
    record Bar(String day, String title, double x, double width, double y, double height) {}

    static SpendChart of(Period period, List<Sum> byDay, Formats formats) {
        Map<String, Sum> sums = byDay.stream().collect(Collectors.toMap(sum -> sum.of("day"), Function.identity()));
        List<LocalDate> days = period.from()
                .datesUntil(period.to().plusDays(1))
                .limit(MOST_BARS)
                .toList();
        BigDecimal highest = byDay.stream().map(Sum::costUsd).reduce(BigDecimal.ZERO, BigDecimal::max);
        double slot = (double) WIDTH / Math.max(1, days.size());
        List<Bar> bars = new ArrayList<>();
        for (int i = 0; i < days.size(); i++) {
            Sum sum = sums.getOrDefault(days.get(i).toString(), Sum.NONE);
            double height = highest.signum() == 0
                    ? 0
                    : sum.costUsd().divide(highest, MathContext.DECIMAL32).doubleValue() * HEIGHT;
            bars.add(new Bar(
                    days.get(i).toString(),
                    days.get(i) + ": " + formats.money(sum.costUsd()) + ", " + formats.number(sum.calls()) + " calls",
                    i * slot + slot * GAP / 2,
                    slot * (1 - GAP),
                    HEIGHT - height,
                    height));
        }
        return new SpendChart(
                "Cost of each day from " + period.from() + " to " + period.to() + ", at most " + formats.money(highest),
                List.copyOf(bars),
                highest);
    }
}
