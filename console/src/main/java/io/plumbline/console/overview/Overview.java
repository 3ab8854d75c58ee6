package io.plumbline.console.overview;

import io.plumbline.console.api.LoadedPart;
import io.plumbline.console.api.Parts;
import io.plumbline.console.chart.TimeChart;
import io.plumbline.console.overview.OpenRolloutClient.Rollout;
import io.plumbline.console.overview.OverviewClient.Alert;
import io.plumbline.console.overview.OverviewClient.Baseline;
import io.plumbline.console.overview.OverviewClient.RouteKey;
import io.plumbline.console.overview.OverviewClient.Slo;
import io.plumbline.console.overview.OverviewClient.Window;
import io.plumbline.console.page.Formats;
import io.plumbline.console.page.Scope;
import io.plumbline.kit.web.Page;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Reads the state of all routes over the last 24 hours. Parts that a service does not deliver are absent.
@Component
class Overview {

    private static final List<String> BY_ROUTE = List.of("ROUTE");
    private static final int HOUR = 60;
    private static final int HOURS = 24;
    private static final int LIMIT = 500;
    private static final int MOST_PAGES = 10;

    private final OverviewClient monitoring;
    private final OpenRolloutClient rollouts;
    private final Parts parts;
    private final Formats formats;
    private final Clock clock;

    Overview(OverviewClient monitoring, OpenRolloutClient rollouts, Parts parts, Formats formats, Clock clock) {
        this.monitoring = monitoring;
        this.rollouts = rollouts;
        this.parts = parts;
        this.formats = formats;
        this.clock = clock;
    }

    /// The overview.
    ///
    /// @param routes those with trouble first, then those with the most calls
    /// @param otherAlerts firing alerts without a route: those of earlier versions
    /// @param absent parts that are missing
    /// @param complete whether all routes and alerts are included
    record State(List<RouteOverview> routes, long otherAlerts, List<LoadedPart<?>> absent, boolean complete) {}

    /// What the routes are read from.
    private record Found(
            Map<RouteKey, Window> whole,
            Map<RouteKey, Map<Instant, Window>> hours,
            Map<RouteKey, Integer> alerts,
            Map<RouteKey, Rollout> rollouts,
            Map<RouteKey, List<Baseline>> baselines,
            Map<RouteKey, List<Slo>> objectives) {}

    State of(Scope scope) {
        Instant to = clock.instant().truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
        Instant from = to.minus(HOURS, ChronoUnit.HOURS);
        Supplier<List<Window>> summing = parts.start(() -> windows(scope.team(), from, to, HOURS * HOUR));
        Supplier<List<Window>> charting = parts.start(() -> windows(scope.team(), from, to, HOUR));
        var alerting = parts.load(() -> monitoring.alerts(scope.team(), "FIRING", LIMIT));
        var aiming = parts.load(() -> monitoring.objectives(LIMIT));
        var drifting = parts.load(() -> monitoring.baselines(LIMIT));
        var running = parts.load(() -> rollouts.list("RUNNING", LIMIT));
        var pausing = parts.load(() -> rollouts.list("PAUSED", LIMIT));
        LoadedPart<Page<Alert>> alerts = alerting.get();
        LoadedPart<Page<Slo>> objectives = aiming.get();
        LoadedPart<Page<Baseline>> baselines = drifting.get();
        LoadedPart<Page<Rollout>> runningOnes = running.get();
        LoadedPart<Page<Rollout>> pausedOnes = pausing.get();

        Map<RouteKey, Integer> firing = new HashMap<>();
        long others = 0;
        for (Alert alert : items(alerts)) {
            if (alert.route() == null) {
                others++;
            } else {
                firing.merge(new RouteKey(alert.team(), alert.route()), 1, Integer::sum);
            }
        }
        Map<RouteKey, Rollout> open = new HashMap<>();
        Stream.of(pausedOnes, runningOnes)
                .forEach(part -> items(part)
                        .forEach(rollout -> open.put(new RouteKey(rollout.team(), rollout.route()), rollout)));
        List<Window> summed = summing.get();
        Found found = new Found(
                summed.stream().collect(Collectors.toMap(Window::key, Function.identity(), (one, _) -> one)),
                byHour(charting.get()),
                firing,
                open,
                items(baselines).stream()
                        .collect(Collectors.groupingBy(each -> new RouteKey(each.team(), each.route()))),
                items(objectives).stream()
                        .collect(Collectors.groupingBy(each -> new RouteKey(each.team(), each.route()))));
        Set<RouteKey> keys = new HashSet<>(found.whole().keySet());
        keys.addAll(firing.keySet());
        keys.addAll(open.keySet());
        keys.addAll(found.objectives().keySet());
        keys.addAll(found.baselines().keySet());
        List<RouteOverview> routes = keys.stream()
                .filter(key -> scope.includes(key.team()))
                .map(key -> overview(key, found, from))
                .sorted(Comparator.comparing(RouteOverview::isTroubled)
                        .thenComparingLong(RouteOverview::calls)
                        .reversed()
                        .thenComparing(RouteOverview::route))
                .toList();
        return new State(
                routes,
                others,
                Stream.<LoadedPart<?>>of(alerts, objectives, baselines, runningOnes)
                        .filter(part -> part.unavailable() != null)
                        .distinct()
                        .toList(),
                summed.size() < LIMIT * MOST_PAGES
                        && Stream.<LoadedPart<? extends Page<?>>>of(alerts, objectives, baselines)
                                .allMatch(Overview::isWhole));
    }

    private static boolean isWhole(LoadedPart<? extends Page<?>> part) {
        Page<?> page = part.value();
        return page == null || page.nextCursor() == null;
    }

    private static <T> List<T> items(LoadedPart<Page<T>> part) {
        Page<T> page = part.value();
        return page == null ? List.of() : page.items();
    }

    private List<Window> windows(@Nullable String team, Instant from, Instant to, int minutes) {
        List<Window> all = new ArrayList<>();
        String cursor = null;
        for (int page = 0; page < MOST_PAGES; page++) {
            Page<Window> found = monitoring.windows(team, BY_ROUTE, from, to, minutes, LIMIT, cursor);
            all.addAll(found.items());
            cursor = found.nextCursor();
            if (cursor == null) {
                break;
            }
        }
        return all;
    }

    private static Map<RouteKey, Map<Instant, Window>> byHour(List<Window> windows) {
        Map<RouteKey, Map<Instant, Window>> hours = new HashMap<>();
        windows.forEach(window ->
                hours.computeIfAbsent(window.key(), _ -> new HashMap<>()).put(window.from(), window));
        return hours;
    }

    private RouteOverview overview(RouteKey key, Found found, Instant from) {
        List<Baseline> baselines = found.baselines().getOrDefault(key, List.of()).stream()
                .filter(baseline -> baseline.newest() != null)
                .toList();
        String drift = baselines.isEmpty()
                ? null
                : baselines.stream().anyMatch(Baseline::hasDrifted) ? "DRIFTED" : "UNCHANGED";
        return new RouteOverview(
                key.team(),
                key.route(),
                found.whole().get(key),
                chart(key, found.hours().getOrDefault(key, Map.of()), from),
                found.alerts().getOrDefault(key, 0),
                found.rollouts().get(key),
                drift,
                tightest(found.objectives().getOrDefault(key, List.of())));
    }

    private static @Nullable Slo tightest(List<Slo> objectives) {
        Slo tightest = null;
        double least = Double.POSITIVE_INFINITY;
        for (Slo each : objectives) {
            Double left = each.status() == null ? null : each.status().budgetLeft();
            if (left != null && left < least) {
                tightest = each;
                least = left;
            }
        }
        return tightest;
    }

    private TimeChart chart(RouteKey key, Map<Instant, Window> hours, Instant from) {
        List<Instant> times = new ArrayList<>();
        List<@Nullable Double> failed = new ArrayList<>();
        List<@Nullable Double> others = new ArrayList<>();
        for (int hour = 0; hour < HOURS; hour++) {
            Instant at = from.plus(Duration.ofHours(hour));
            Window window = hours.get(at);
            times.add(at);
            long errors = window == null ? 0 : window.outcomes().errors();
            failed.add((double) errors);
            others.add(window == null ? 0.0 : (double) (window.outcomes().calls() - errors));
        }
        return TimeChart.bars(
                "Calls of " + key.route() + " by hour",
                "",
                times,
                List.of(new TimeChart.Series("others", others), new TimeChart.Series("failed", failed)),
                formats::number);
    }
}
