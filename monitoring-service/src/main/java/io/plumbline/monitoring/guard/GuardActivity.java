package io.plumbline.monitoring.guard;

import io.plumbline.monitoring.call.ChartRange;
import io.plumbline.monitoring.rollout.TimeCursor;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/// Reads the counts of [GuardActivityProjection] for the caller's teams. Only production calls count.
@Repository
@Transactional(readOnly = true, timeout = GuardActivity.LONGEST_QUERY_SECONDS)
class GuardActivity {

    static final int LONGEST_QUERY_SECONDS = 20;

    /// Maximum number of groups with a series each.
    private static final int MOST_GROUPS = 20;

    private final JdbcClient jdbc;

    GuardActivity(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// What the series of a chart stand for.
    enum GuardGrouping {
        CATEGORY,
        ROUTE,
        TEAM,
        STAGE
    }

    /// Selects counts; null selects all.
    record Filter(
            @Nullable String team,
            @Nullable String route,
            @Nullable String category,
            @Nullable GuardAction action) {}

    /// What the guards did, by group: the twenty groups with the most calls, that with the most first.
    ///
    /// @param minutes length of a span
    /// @param groupsOmitted number of further groups
    record GuardActivityReport(
            Instant from,
            Instant to,
            long minutes,
            GuardGrouping groupBy,
            List<GuardSeries> series,
            int groupsOmitted) {}

    /// What the guards did in one group with one action.
    ///
    /// @param group a category, route, team or stage
    /// @param calls in the whole range. A call counts once per stage and category
    /// @param points the spans with such calls, oldest first
    record GuardSeries(String group, GuardAction action, long calls, long findings, List<GuardPoint> points) {}

    /// What the guards did in one span.
    record GuardPoint(Instant from, long calls, long findings) {}

    private record Row(String group, GuardAction action, GuardPoint point) {}

    GuardActivityReport report(Filter filter, GuardGrouping by, ChartRange.Spans spans) {
        Map<String, Map<GuardAction, List<GuardPoint>>> groups = new LinkedHashMap<>();
        for (Row row : rows(filter, by, spans)) {
            groups.computeIfAbsent(row.group(), _ -> new LinkedHashMap<>())
                    .computeIfAbsent(row.action(), _ -> new ArrayList<>())
                    .add(row.point());
        }
        List<GuardSeries> series = new ArrayList<>();
        groups.entrySet().stream()
                .limit(MOST_GROUPS)
                .forEach(group -> group.getValue()
                        .forEach((action, points) -> series.add(series(group.getKey(), action, points))));
        return new GuardActivityReport(
                spans.from(),
                spans.to(),
                spans.span().toMinutes(),
                by,
                series,
                Math.max(0, groups.size() - MOST_GROUPS));
    }

    private static GuardSeries series(String group, GuardAction action, List<GuardPoint> points) {
        return new GuardSeries(
                group,
                action,
                points.stream().mapToLong(GuardPoint::calls).sum(),
                points.stream().mapToLong(GuardPoint::findings).sum(),
                points);
    }

    /// Ordered by size of the group, then group, action and time.
    private List<Row> rows(Filter filter, GuardGrouping by, ChartRange.Spans spans) {
        String group = switch (by) {
            case CATEGORY -> "category";
            case ROUTE -> "route";
            case TEAM -> "team";
            case STAGE -> "stage";
        };
        return jdbc.sql("""
                        with counted as (
                            select %s as grouped, action, date_bin(cast(:span as interval), hour, :from) as start,
                                   sum(calls)::bigint as calls, sum(findings)::bigint as findings
                            from guard_hour
                            where hour >= :from and hour < :to and purpose = 'PRODUCTION'
                              and (cast(:teams as text[]) is null or team = any (cast(:teams as text[])))
                              and (cast(:team as text) is null or team = :team)
                              and (cast(:route as text) is null or route = :route)
                              and (cast(:category as text) is null or category = :category)
                              and (cast(:action as text) is null or action = :action)
                            group by 1, 2, 3)
                        select grouped, action, start, calls, findings
                        from counted
                        order by sum(calls) over (partition by grouped) desc, grouped, action, start
                        """.formatted(group))
                .param("span", spans.span().toMinutes() + " minutes")
                .param("from", Timestamp.from(spans.from()))
                .param("to", Timestamp.from(spans.to()))
                .param("teams", TimeCursor.teams())
                .param("team", filter.team())
                .param("route", filter.route())
                .param("category", filter.category())
                .param(
                        "action",
                        filter.action() == null ? null : filter.action().name())
                .query((row, _) -> new Row(
                        row.getString("grouped"),
                        GuardAction.valueOf(row.getString("action")),
                        new GuardPoint(
                                row.getTimestamp("start").toInstant(), row.getLong("calls"), row.getLong("findings"))))
                .list();
    }
}
