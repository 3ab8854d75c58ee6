package io.plumbline.gateway.usage;

import io.plumbline.kit.security.Caller;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.web.Cursor;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/// Sums usage. The database limits it to the caller's teams. The query names them too, since row-level security
/// alone does not use the index.
@Repository
class UsageReport {

    private static final int USUAL_DAYS = 30;

    private final JdbcClient jdbc;
    private final Clock clock;

    UsageReport(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public Page<UsageSum> sums(UsageQuery query, Paging paging) {
        List<UsageGroup> groups = query.groups();
        Optional<Cursor> after = paging.after(groups.size());
        String keys = groups.stream().map(UsageReport::key).collect(Collectors.joining(", "));
        Set<String> teams = Callers.current().teamsWith(Permission.USAGE_READ);
        boolean everyTeam = teams.contains(Caller.EVERY_TEAM);
        String sql = """
                select %s, count(*) %s as calls, sum(input_tokens) as input_tokens,
                    sum(cached_input_tokens) as cached_input_tokens, sum(output_tokens) as output_tokens,
                    coalesce(sum(cost_usd), 0) as cost_usd, coalesce(sum(saved_usd), 0) as saved_usd,
                    count(distinct id) filter (where cost_usd is null and input_tokens + output_tokens > 0) as unpriced
                from usage_entry
                where day between :from and :to
                    and (:team::text is null or team = :team)
                    %s
                    and (:route::text is null or route = :route)
                    and (:purpose::text is null or purpose = :purpose)
                    %s
                group by %s order by %s limit :limit
                """.formatted(
                columns(groups),
                groups.contains(UsageGroup.MODEL) ? "" : "filter (where part = 0)", // else each call has one row
                everyTeam ? "" : "and team = any(:teams)",
                after.map(_ -> "and (" + keys + ") > (" + marks(groups) + ")").orElse(""),
                keys,
                keys);
        LocalDate to = query.to() == null ? LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC) : query.to();
        JdbcClient.StatementSpec statement = jdbc.sql(sql)
                .param("from", query.from() == null ? to.minusDays(USUAL_DAYS) : query.from())
                .param("to", to)
                .param("team", query.team())
                .param("route", query.route())
                .param("purpose", query.purpose())
                .param("limit", paging.size() + 1);
        if (!everyTeam) {
            statement = statement.param("teams", teams.toArray(String[]::new));
        }
        for (int i = 0; i < groups.size() && after.isPresent(); i++) {
            statement = statement.param("after" + i, after.get().text(i));
        }
        List<UsageSum> rows = statement.query((row, _) -> sum(row, groups)).list();
        return Page.of(
                rows, paging, sum -> Cursor.of(groups.stream().map(sum::valueOf).toArray()));
    }

    /// Formats days as text, which sorts like days.
    private static String key(UsageGroup group) {
        return group == UsageGroup.DAY ? "day::text" : group.column();
    }

    private static String columns(List<UsageGroup> groups) {
        return groups.stream()
                .map(group -> key(group) + " as " + group.column())
                .collect(Collectors.joining(", "));
    }

    private static String marks(List<UsageGroup> groups) {
        String[] marks = new String[groups.size()];
        Arrays.setAll(marks, i -> ":after" + i);
        return String.join(", ", marks);
    }

    private static UsageSum sum(ResultSet row, List<UsageGroup> groups) throws SQLException {
        return new UsageSum(
                text(row, UsageGroup.TEAM, groups),
                text(row, UsageGroup.KEY, groups),
                text(row, UsageGroup.ROUTE, groups),
                text(row, UsageGroup.MODEL, groups),
                text(row, UsageGroup.DAY, groups),
                row.getLong("calls"),
                row.getLong("input_tokens"),
                row.getLong("cached_input_tokens"),
                row.getLong("output_tokens"),
                row.getBigDecimal("cost_usd"),
                row.getBigDecimal("saved_usd"),
                row.getLong("unpriced"));
    }

    private static @Nullable String text(ResultSet row, UsageGroup group, List<UsageGroup> groups) throws SQLException {
        return groups.contains(group) ? row.getString(group.column()) : null;
    }
}
