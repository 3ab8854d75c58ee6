package io.plumbline.monitoring.cost;

import io.plumbline.kit.tenancy.Tenancy;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/// Reads costs from the sums of calls by hour. Evaluation calls are excluded. Times are full hours.
@Repository
class CostSums {

    private static final String SUMS = """
            sum(calls)::bigint as calls, sum(cache_hits)::bigint as cache_hits,
            sum(input_tokens)::bigint as input_tokens, sum(output_tokens)::bigint as output_tokens,
            sum(cost_usd)::double precision as cost_usd, sum(unpriced)::bigint as unpriced,
            sum(saved_usd)::double precision as saved_usd
            """;
    private static final String OF_TEAMS = """
            minutes = 60 and purpose = 'production'
            and (cast(:teams as text[]) is null or team = any (cast(:teams as text[])))
            """;

    private final JdbcClient jdbc;

    CostSums(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private JdbcClient.StatementSpec sql(String text) {
        return jdbc.sql(text)
                .param(
                        "teams",
                        Tenancy.teams()
                                .map(teams -> teams.toArray(String[]::new))
                                .orElse(null));
    }

    /// Returns the sums of each model in `[from, to)`.
    ///
    /// @param team null for all
    /// @param route null for all
    @Transactional(readOnly = true)
    public Map<String, CostSum> byModel(@Nullable String team, @Nullable String route, Instant from, Instant to) {
        Map<String, CostSum> sums = new TreeMap<>();
        sql("select model, " + SUMS + " from call_window where " + OF_TEAMS + """
                and start >= :from and start < :to
                and (cast(:team as text) is null or team = :team)
                and (cast(:route as text) is null or route = :route)
                group by model
                """)
                .param("team", team)
                .param("route", route)
                .param("from", Timestamp.from(from))
                .param("to", Timestamp.from(to))
                .query((row, _) -> sums.put(row.getString("model"), sum(row)))
                .list();
        sql("select model, sum(repeats)::bigint as repeats from retry_storm where kind = 'CALLER'" + """
                and (cast(:teams as text[]) is null or team = any (cast(:teams as text[])))
                and start >= :from and start < :to
                and (cast(:team as text) is null or team = :team)
                and (cast(:route as text) is null or route = :route)
                group by model
                """)
                .param("team", team)
                .param("route", route)
                .param("from", Timestamp.from(from))
                .param("to", Timestamp.from(to))
                .query((RowCallbackHandler) row -> addRepeats(sums, row.getString("model"), row.getLong("repeats")));
        return sums;
    }

    /// Returns the cost of each day in UTC with calls, by team, oldest first.
    @Transactional(readOnly = true)
    public Map<String, Map<Instant, Double>> days(@Nullable String team, Instant from, Instant to) {
        Map<String, Map<Instant, Double>> days = new TreeMap<>();
        sql("select team, date_trunc('day', start, 'UTC') as day, sum(cost_usd)::double precision as cost_usd"
                        + " from call_window where " + OF_TEAMS + """
                        and start >= :from and start < :to and (cast(:team as text) is null or team = :team)
                        group by team, day order by team, day
                        """)
                .param("team", team)
                .param("from", Timestamp.from(from))
                .param("to", Timestamp.from(to))
                .query((row, _) -> days.computeIfAbsent(row.getString("team"), _ -> new LinkedHashMap<>())
                        .put(row.getTimestamp("day").toInstant(), row.getDouble("cost_usd")))
                .list();
        return days;
    }

    /// Returns the series that cost at least an amount within an hour of `[from, to)`.
    List<CostSeries> costly(Instant from, Instant to, double leastUsd) {
        return jdbc.sql("""
                        select distinct team, route, model from (
                            select team, route, model, start from call_window
                            where minutes = 60 and purpose = 'production' and start >= :from and start < :to
                            group by team, route, model, start having sum(cost_usd) >= :least) costly
                        """)
                .param("from", Timestamp.from(from))
                .param("to", Timestamp.from(to))
                .param("least", leastUsd)
                .query((row, _) -> new CostSeries(row.getString(1), row.getString(2), row.getString(3)))
                .list();
    }

    /// Returns the sums of a series by hour in `[from, to)`. Hours without calls are absent.
    NavigableMap<Instant, CostSum> hours(CostSeries series, Instant from, Instant to) {
        TreeMap<Instant, CostSum> hours = new TreeMap<>();
        jdbc.sql("select start, " + SUMS + """
                        from call_window
                        where minutes = 60 and purpose = 'production' and start >= :from and start < :to
                          and team = :team and route = :route and model = :model
                        group by start
                        """)
                .param("team", series.team())
                .param("route", series.route())
                .param("model", series.model())
                .param("from", Timestamp.from(from))
                .param("to", Timestamp.from(to))
                .query((row, _) -> hours.put(row.getTimestamp("start").toInstant(), sum(row)))
                .list();
        jdbc.sql("""
                        select date_trunc('hour', start) as start, sum(repeats)::bigint as repeats from retry_storm
                        where kind = 'CALLER' and start >= :from and start < :to
                          and team = :team and route = :route and model = :model
                        group by date_trunc('hour', start)
                        """)
                .param("team", series.team())
                .param("route", series.route())
                .param("model", series.model())
                .param("from", Timestamp.from(from))
                .param("to", Timestamp.from(to))
                .query((RowCallbackHandler)
                        row -> addRepeats(hours, row.getTimestamp("start").toInstant(), row.getLong("repeats")));
        return hours;
    }

    private static <K> void addRepeats(Map<K, CostSum> sums, K key, long repeats) {
        sums.computeIfPresent(key, (_, sum) -> sum.withRepeats(repeats));
    }

    private static CostSum sum(ResultSet row) throws SQLException {
        return new CostSum(
                row.getLong("calls"),
                row.getLong("cache_hits"),
                row.getLong("input_tokens"),
                row.getLong("output_tokens"),
                row.getDouble("cost_usd"),
                row.getLong("unpriced"),
                row.getDouble("saved_usd"),
                0);
    }
}
