package io.plumbline.console.route;

import io.plumbline.console.chart.TimeChart;
import io.plumbline.console.page.Formats;
import io.plumbline.console.page.TimeRange;
import io.plumbline.console.route.WindowClient.Window;
import io.plumbline.kit.web.Page;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Sums the calls of routes over the selected time range.
@Component
class RouteTraffic {

    private static final int LIMIT = 500;
    private static final int MOST_PAGES = 20;
    private static final int BARS = 24;
    private static final int LONGEST_WINDOW = 1_440;

    private final WindowClient windows;
    private final Formats formats;
    private final Clock clock;

    RouteTraffic(WindowClient windows, Formats formats, Clock clock) {
        this.windows = windows;
        this.formats = formats;
        this.clock = clock;
    }

    /// The calls of a route, a variant or all.
    ///
    /// @param p95LatencyMs the highest of the windows; null without answers
    record Sum(
            long calls,
            long blocked,
            long errors,
            long tokens,
            BigDecimal costUsd,
            long unpriced,
            @Nullable Double p95LatencyMs) {

        static final Sum NONE = new Sum(0, 0, 0, 0, BigDecimal.ZERO, 0, null);

        Sum plus(Window window) {
            return new Sum(
                    calls + window.calls(),
                    blocked + window.blocked(),
                    errors + window.errors(),
                    tokens + window.tokens(),
                    costUsd.add(window.costUsd()),
                    unpriced + window.unpricedCalls(),
                    higher(p95LatencyMs, window.p95LatencyMs()));
        }

        /// Returns the share of failed calls among those that were not stopped deliberately; null without calls.
        public @Nullable Double errorRate() {
            long counted = calls - blocked;
            return counted <= 0 ? null : Double.valueOf((double) errors / counted);
        }

        private static @Nullable Double higher(@Nullable Double one, @Nullable Double other) {
            return one == null ? other : other == null ? one : Double.valueOf(Math.max(one, other));
        }
    }

    /// The calls of a variant with one model.
    record ByVariant(String variant, String model, Sum sum) {}

    /// A route's calls over time, and by variant.
    record OverTime(TimeChart chart, List<ByVariant> variants, Sum all) {}

    /// Returns the calls of each route, in whole hours unless the range is shorter.
    Map<String, Sum> byRoute(TimeRange range) {
        Duration edge = range == TimeRange.HOUR ? Duration.ofMinutes(1) : Duration.ofHours(1);
        Instant to = ceiling(clock.instant(), edge);
        return sums(windows(null, floor(to.minus(range.length()), edge), to, LONGEST_WINDOW), Window::route);
    }

    /// Returns the calls of a route.
    OverTime of(String route, TimeRange range) {
        int minutes = Math.toIntExact(range.length().toMinutes() / (range == TimeRange.HOUR ? 12 : BARS));
        minutes = Math.min(LONGEST_WINDOW, minutes);
        Duration width = Duration.ofMinutes(minutes);
        Instant to = ceiling(clock.instant(), width);
        Instant from = floor(to.minus(range.length()), width);
        List<Window> found = windows(route, from, to, minutes);
        Map<Instant, Sum> byTime = new TreeMap<>();
        for (Instant at = from; at.isBefore(to); at = at.plus(width)) {
            byTime.put(at, Sum.NONE);
        }
        found.forEach(window -> byTime.merge(floor(window.from(), width), Sum.NONE.plus(window), RouteTraffic::add));
        Map<String, List<Window>> grouped = new TreeMap<>();
        found.forEach(
                window -> grouped.computeIfAbsent(window.variant() + "\n" + window.model(), _ -> new ArrayList<>())
                        .add(window));
        List<ByVariant> variants = grouped.values().stream()
                .map(each ->
                        new ByVariant(each.getFirst().variant(), each.getFirst().model(), sum(each)))
                .toList();
        Sum all = sum(found);
        return new OverTime(
                TimeChart.bars(
                        "Calls",
                        formats.number(all.calls()),
                        List.copyOf(byTime.keySet()),
                        List.of(
                                series(
                                        "answered or refused",
                                        byTime,
                                        sum -> sum.calls() - sum.blocked() - sum.errors()),
                                series("blocked", byTime, Sum::blocked),
                                series("failed", byTime, Sum::errors)),
                        formats::number),
                variants,
                all);
    }

    private static TimeChart.Series series(String name, Map<Instant, Sum> byTime, ToDoubleFunction<Sum> value) {
        return new TimeChart.Series(
                name,
                byTime.values().stream()
                        .<@Nullable Double>map(value::applyAsDouble)
                        .toList());
    }

    private List<Window> windows(@Nullable String route, Instant from, Instant to, int minutes) {
        List<Window> all = new ArrayList<>();
        String cursor = null;
        for (int i = 0; i < MOST_PAGES; i++) {
            Page<Window> page = windows.list(route, from, to, minutes, LIMIT, cursor);
            all.addAll(page.items());
            cursor = page.nextCursor();
            if (cursor == null) {
                break;
            }
        }
        return all;
    }

    private static Map<String, Sum> sums(List<Window> windows, Function<Window, String> key) {
        Map<String, Sum> sums = new LinkedHashMap<>();
        windows.forEach(window -> sums.merge(key.apply(window), Sum.NONE.plus(window), RouteTraffic::add));
        return sums;
    }

    private static Sum sum(List<Window> windows) {
        Sum sum = Sum.NONE;
        for (Window window : windows) {
            sum = sum.plus(window);
        }
        return sum;
    }

    private static Sum add(Sum one, Sum other) {
        return new Sum(
                one.calls() + other.calls(),
                one.blocked() + other.blocked(),
                one.errors() + other.errors(),
                one.tokens() + other.tokens(),
                one.costUsd().add(other.costUsd()),
                one.unpriced() + other.unpriced(),
                Sum.higher(one.p95LatencyMs(), other.p95LatencyMs()));
    }

    private static Instant floor(Instant at, Duration width) {
        return Instant.ofEpochSecond(Math.floorDiv(at.getEpochSecond(), width.toSeconds()) * width.toSeconds());
    }

    private static Instant ceiling(Instant at, Duration width) {
        return floor(at, width).plus(width);
    }
}
