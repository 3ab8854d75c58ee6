package io.plumbline.console.quality;

import io.plumbline.console.chart.TimeChart;
import io.plumbline.console.page.Formats;
import io.plumbline.console.page.Scope;
import io.plumbline.console.page.TimeRange;
import io.plumbline.console.quality.QualityClient.Window;
import io.plumbline.kit.web.Page;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/// Reads the windows of the selected time: one for each route or version, and about thirty over time.
@Component
class RouteQuality {

    static final List<String> BY_ROUTE = List.of("ROUTE");
    static final List<String> BY_VERSION = List.of("VARIANT", "MODEL", "PROMPT");
    static final List<String> BY_LENGTH = List.of("INPUT_LENGTH");

    private static final List<String> BY_LANGUAGE = List.of("LANGUAGE");
    private static final List<String> BY_TAG = List.of("TAG");
    private static final int MOST_TAGS = 4;

    private static final int LIMIT = 500;
    private static final int MOST_PAGES = 10;

    private final QualityClient windows;
    private final Formats formats;
    private final Clock clock;

    RouteQuality(QualityClient windows, Formats formats, Clock clock) {
        this.windows = windows;
        this.formats = formats;
        this.clock = clock;
    }

    /// The selected time in whole hours or minutes.
    record Span(Instant from, Instant to) {}

    Span span(TimeRange range) {
        Duration edge = edge(range);
        Instant to = ceiling(clock.instant(), edge);
        return new Span(to.minus(range.length()).minus(edge), to);
    }

    /// Returns one window of the whole time for each group.
    List<Window> whole(Scope scope, @Nullable String route, List<String> by, Segment segment) {
        return whole(scope, route, by, segment.filters());
    }

    /// Returns the calls of a route by language, and by each of their tags.
    List<Segment.Group> segments(Scope scope, String route, Segment segment) {
        List<Segment.Group> groups = new ArrayList<>();
        List<Window> languages = whole(scope, route, BY_LANGUAGE, segment);
        if (languages.stream().anyMatch(window -> window.group().language() != null)) {
            groups.add(new Segment.Group(
                    "By language of the input",
                    "Language",
                    languages.stream()
                            .map(window -> new Segment.Row(
                                    Segment.languageName(window.group().language()),
                                    window.group().language() == null
                                            ? null
                                            : new Segment(window.group().language(), segment.tag()).address(route),
                                    window))
                            .toList()));
        }
        for (String name : tagNames(whole(scope, route, BY_TAG, segment))) {
            Map<String, String> named = new TreeMap<>(segment.filters());
            named.put("tagName", name);
            groups.add(new Segment.Group(
                    "By the tag " + name,
                    "Tag",
                    whole(scope, route, BY_TAG, named).stream()
                            .map(window -> ofTag(window, route, segment))
                            .toList()));
        }
        return groups;
    }

    private static Segment.Row ofTag(Window window, String route, Segment segment) {
        String tag = window.group().tag();
        int end = tag == null ? -1 : tag.indexOf('=');
        if (tag == null || end < 0) {
            return new Segment.Row(tag == null ? "Without" : "Further combinations of tags", null, window);
        }
        return new Segment.Row(tag.substring(end + 1), new Segment(segment.language(), tag).address(route), window);
    }

    private static List<String> tagNames(List<Window> combinations) {
        return combinations.stream()
                .map(window -> window.group().tag())
                .filter(Objects::nonNull)
                .flatMap(tags -> Arrays.stream(tags.split(",", -1)))
                .filter(tag -> tag.contains("="))
                .map(tag -> tag.substring(0, tag.indexOf('=')))
                .distinct()
                .sorted()
                .limit(MOST_TAGS)
                .toList();
    }

    private List<Window> whole(Scope scope, @Nullable String route, List<String> by, Map<String, String> segment) {
        Instant from = span(scope.range()).from();
        Instant to = span(scope.range()).to();
        int minutes = Math.toIntExact(Duration.between(from, to).toMinutes());
        List<Window> all = new ArrayList<>();
        String cursor = null;
        for (int page = 0; page < MOST_PAGES; page++) {
            Page<Window> found = windows.list(scope.team(), route, by, segment, from, to, minutes, LIMIT, cursor);
            all.addAll(found.items());
            cursor = found.nextCursor();
            if (cursor == null) {
                break;
            }
        }
        return all;
    }

    /// Whole hours are read fastest.
    private static Duration edge(TimeRange range) {
        return range == TimeRange.HOUR ? Duration.ofMinutes(1) : Duration.ofHours(1);
    }

    /// The starts of the windows over the selected time.
    private record Grid(Span span, int minutes, List<Instant> times) {

        private TimeChart.Series series(
                String name, Map<Instant, Window> found, Function<Window, @Nullable Double> figure) {
            List<@Nullable Double> values = new ArrayList<>(times.size());
            for (Instant time : times) {
                Window window = found.get(time);
                values.add(window == null ? null : figure.apply(window));
            }
            return new TimeChart.Series(name, values);
        }
    }

    private Grid grid(TimeRange range) {
        int minutes = minutes(range);
        Duration width = Duration.ofMinutes(minutes);
        Instant to = ceiling(clock.instant(), width);
        Instant from = to.minus(range.length());
        List<Instant> times = new ArrayList<>();
        for (Instant at = from; at.isBefore(to); at = at.plus(width)) {
            times.add(at);
        }
        return new Grid(new Span(from, to), minutes, times);
    }

    /// Returns the charts of a route over the selected time.
    List<TimeChart> over(Scope scope, String route, Segment segment) {
        Grid grid = grid(scope.range());
        Map<Instant, Window> found = byTime(windows.list(
                scope.team(),
                route,
                BY_ROUTE,
                segment.filters(),
                grid.span().from(),
                grid.span().to(),
                grid.minutes(),
                LIMIT,
                null));
        long scores = found.values().stream()
                .mapToLong(window -> window.feedback().count())
                .sum();
        return List.of(
                TimeChart.lines(
                        "Latency of answers",
                        "",
                        grid.times(),
                        List.of(
                                grid.series("p95", found, Window::p95LatencyMs),
                                grid.series("median", found, Window::p50LatencyMs)),
                        this::milliseconds),
                TimeChart.lines(
                        "Errors and blocks",
                        "",
                        grid.times(),
                        List.of(
                                grid.series("failed", found, Window::errorRate),
                                grid.series("blocked", found, Window::blockRate)),
                        RouteQuality::percent),
                TimeChart.lines(
                        "Negative feedback",
                        formats.number(scores) + " scores",
                        grid.times(),
                        List.of(grid.series("scores below 0.5", found, Window::negativeRate)),
                        RouteQuality::percent),
                TimeChart.lines(
                        "Cost per call",
                        "",
                        grid.times(),
                        List.of(grid.series("mean", found, Window::costPerCall)),
                        formats::money));
    }

    /// Returns the charts of two sides over the selected time.
    List<TimeChart> over(Scope scope, String route, ComparedVersion reference, ComparedVersion other) {
        record Figure(String title, Function<Window, @Nullable Double> of, DoubleFunction<String> format) {}
        Grid grid = grid(scope.range());
        Map<Instant, Window> one = series(scope, route, reference, grid);
        Map<Instant, Window> two = series(scope, route, other, grid);
        return Stream.of(
                        new Figure("Failed calls", Window::errorRate, RouteQuality::percent),
                        new Figure("p95 latency", Window::p95LatencyMs, this::milliseconds),
                        new Figure("Cost per call", Window::costPerCall, formats::money))
                .map(figure -> TimeChart.lines(
                        figure.title(),
                        "",
                        grid.times(),
                        List.of(grid.series("reference", one, figure.of()), grid.series("other", two, figure.of())),
                        figure.format()))
                .toList();
    }

    private Map<Instant, Window> series(Scope scope, String route, ComparedVersion version, Grid grid) {
        MultiValueMap<String, String> filters = new LinkedMultiValueMap<>();
        version.select(filters, "variant", "model", "prompt");
        if (scope.team() != null) {
            filters.set("team", scope.team());
        }
        filters.set("route", route);
        filters.set("by", "ROUTE");
        filters.set("from", grid.span().from().toString());
        filters.set("to", grid.span().to().toString());
        filters.set("minutes", String.valueOf(grid.minutes()));
        filters.set("limit", String.valueOf(LIMIT));
        return byTime(windows.series(filters));
    }

    private static Map<Instant, Window> byTime(Page<Window> found) {
        Map<Instant, Window> windows = new TreeMap<>();
        found.items().forEach(window -> windows.put(window.from(), window));
        return windows;
    }

    private static int minutes(TimeRange range) {
        return switch (range) {
            case HOUR -> 2;
            case DAY -> 60;
            case WEEK -> 6 * 60;
            case MONTH -> 24 * 60;
        };
    }

    private String milliseconds(double value) {
        return formats.number(Math.round(value)) + " ms";
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", share * 100);
    }

    private static Instant ceiling(Instant at, Duration width) {
        long seconds = width.toSeconds();
        return Instant.ofEpochSecond((Math.floorDiv(at.getEpochSecond(), seconds) + 1) * seconds);
    }
}
