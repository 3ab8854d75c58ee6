package io.plumbline.console.guard;

import io.plumbline.console.chart.TimeChart;
import io.plumbline.console.guard.GuardClient.Point;
import io.plumbline.console.guard.GuardClient.Report;
import io.plumbline.console.guard.GuardClient.Series;
import io.plumbline.console.page.ConsolePage;
import io.plumbline.console.page.Formats;
import io.plumbline.console.page.Scope;
import io.plumbline.console.page.Section;
import io.plumbline.console.page.TimeRange;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;

/// What the guards did over time.
@Controller
@ConsolePage(
        section = Section.TRAFFIC,
        label = "Guards",
        path = "/guards",
        permission = Permission.MONITOR_READ,
        order = 15,
        docs = "guides/guarded-calls.md")
class GuardPages {

    private static final int MOST_SERIES = 5;

    private final GuardClient.Activity activity;
    private final Formats formats;
    private final Clock clock;

    GuardPages(GuardClient.Activity activity, Formats formats, Clock clock) {
        this.activity = activity;
        this.formats = formats;
        this.clock = clock;
    }

    /// What the series stand for.
    enum Grouping {
        CATEGORY,
        ROUTE,
        TEAM,
        STAGE
    }

    /// The actions of guards.
    enum Action {
        BLOCK,
        REDACT,
        FLAG
    }

    /// What the guards did in one group.
    record Group(String name, long blocked, long redacted, long flagged, long findings) {

        long calls() {
            return blocked + redacted + flagged;
        }
    }

    @GetMapping("/guards")
    @RequiresPermission(Permission.MONITOR_READ)
    String activity(
            Model model,
            @ModelAttribute("scope") Scope scope,
            @RequestParam(defaultValue = "CATEGORY") Grouping by,
            @RequestParam(required = false) @Nullable Action action,
            @RequestParam(required = false) @Nullable String route) {
        MultiValueMap<String, String> filters = new LinkedMultiValueMap<>();
        filters.add("groupBy", by.name());
        // Counts are by hour.
        Duration length = scope.range() == TimeRange.HOUR
                ? Duration.ofHours(2)
                : scope.range().length();
        filters.add("from", clock.instant().minus(length).toString());
        filters.add("minutes", String.valueOf(minutes(scope.range())));
        if (scope.team() != null) {
            filters.add("team", scope.team());
        }
        if (action != null) {
            filters.add("action", action.name());
        }
        if (route != null && !route.isBlank()) {
            filters.add("route", route.strip());
        }
        Report report = activity.report(filters);
        model.addAttribute("groups", groups(report));
        model.addAttribute("chart", chart(report));
        model.addAttribute("omitted", report.groupsOmitted());
        model.addAttribute("by", by);
        model.addAttribute("action", action);
        model.addAttribute("route", route);
        model.addAttribute("groupings", Grouping.values());
        model.addAttribute("actions", Action.values());
        return "console/guard/activity";
    }

    /// Returns the width of a bar: about thirty bars, so that a page with many groups stays small.
    private static int minutes(TimeRange range) {
        return switch (range) {
            case HOUR, DAY -> 60;
            case WEEK -> 6 * 60;
            case MONTH -> 24 * 60;
        };
    }

    private static List<Group> groups(Report report) {
        Map<String, Group> groups = new LinkedHashMap<>();
        for (Series series : report.series()) {
            groups.merge(
                    series.group(),
                    new Group(
                            series.group(),
                            "BLOCK".equals(series.action()) ? series.calls() : 0,
                            "REDACT".equals(series.action()) ? series.calls() : 0,
                            "BLOCK".equals(series.action()) || "REDACT".equals(series.action()) ? 0 : series.calls(),
                            series.findings()),
                    (one, other) -> new Group(
                            one.name(),
                            one.blocked() + other.blocked(),
                            one.redacted() + other.redacted(),
                            one.flagged() + other.flagged(),
                            one.findings() + other.findings()));
        }
        return List.copyOf(groups.values());
    }

    /// The largest groups have a series each; the others share one.
    private TimeChart chart(Report report) {
        List<Instant> times = Stream.iterate(
                        report.from(),
                        time -> time.isBefore(report.to()),
                        time -> time.plusSeconds(60 * report.minutes()))
                .toList();
        Map<String, Map<Instant, Long>> sums = new LinkedHashMap<>();
        long all = 0;
        for (Series series : report.series()) {
            String name = sums.containsKey(series.group()) || sums.size() < MOST_SERIES ? series.group() : "others";
            Map<Instant, Long> sum = sums.computeIfAbsent(name, _ -> new LinkedHashMap<>());
            for (Point point : series.points()) {
                sum.merge(point.from(), point.calls(), Long::sum);
            }
            all += series.calls();
        }
        List<TimeChart.Series> drawn = new ArrayList<>();
        sums.forEach((name, sum) -> drawn.add(new TimeChart.Series(
                name.replace('_', ' '),
                times.stream()
                        .<@Nullable Double>map(time -> (double) sum.getOrDefault(time, 0L))
                        .toList())));
        return TimeChart.bars("Calls with findings", formats.number(all), times, drawn, formats::number);
    }
}
