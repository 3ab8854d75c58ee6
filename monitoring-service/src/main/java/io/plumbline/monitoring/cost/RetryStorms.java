package io.plumbline.monitoring.cost;

import io.plumbline.kit.tenancy.Tenancy;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/// Finds retry storms in the list of calls, without their content, and stores them. Calls of a caller on a route are
/// repeated if their requests have the same fingerprint; calls without one, if they have the same number of input
/// tokens. They are a storm if they are many, and at least half of what the caller sent. Attempts of the gateway are a
/// storm if they are many, and at least one for two calls.
///
/// Fingerprints change with the day (UTC), and no five minutes belong to two days.
@Repository
class RetryStorms {

    private static final Duration KEPT = Duration.ofDays(200);
    private static final int MOST_LISTED = 20;

    private final JdbcClient jdbc;

    RetryStorms(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Stores the storms of `[from, to)` and returns them.
    List<RetryStorm> find(Instant from, Instant to, int least) {
        return jdbc.sql("""
                        with calls as (
                            select team, route, coalesce(model || '@' || model_version, upstream_model) as model,
                                   actor_id, attempts, known_cost_usd, request_fingerprint,
                                   case when request_fingerprint is null then input_tokens end as input_tokens
                            from gateway_call
                            where call_id >= audit.first_id(:from) and call_id < audit.first_id(:to)
                              and source = 'GATEWAY' and purpose = 'PRODUCTION' and cache is distinct from 'hit'
                              and (input_tokens > 0 or outcome <> 'SUCCESS')),
                        alike as (
                            select team, route, model, actor_id, request_fingerprint is not null as equal_requests,
                                   count(*) as calls, sum(known_cost_usd) as usd,
                                   sum(count(*)) over (partition by team, route, actor_id) as of_caller
                            from calls group by team, route, model, actor_id, request_fingerprint, input_tokens),
                        found as (
                            select team, route, model, 'CALLER' as kind, actor_id as caller, sum(calls) as calls,
                                   sum(calls - 1) as repeats, sum(usd * (calls - 1) / calls) as usd,
                                   bool_and(equal_requests) as equal_requests
                            from alike where calls >= :least and 2 * calls >= of_caller
                            group by team, route, model, actor_id
                            union all
                            select team, route, model, 'PROVIDER', '', count(*), sum(greatest(attempts - 1, 0)), 0,
                                   false
                            from calls group by team, route, model
                            having sum(greatest(attempts - 1, 0)) >= :least
                               and 2 * sum(greatest(attempts - 1, 0)) >= count(*))
                        insert into retry_storm (team, route, model, kind, caller, start, calls, repeats, cost_usd,
                            equal_requests)
                        select team, route, model, kind, caller, :from, calls, repeats, usd, equal_requests from found
                        on conflict (team, route, model, kind, caller, start) do update set
                            calls = excluded.calls, repeats = excluded.repeats, cost_usd = excluded.cost_usd,
                            equal_requests = excluded.equal_requests
                        returning *
                        """)
                .param("from", Timestamp.from(from))
                .param("to", Timestamp.from(to))
                .param("least", least)
                .query((row, _) -> read(row))
                .list();
    }

    void expire(Instant now) {
        jdbc.sql("delete from retry_storm where start < ?")
                .param(Timestamp.from(now.minus(KEPT)))
                .update();
    }

    /// Returns the largest storms that start in `[from, to)`.
    @Transactional(readOnly = true)
    public List<RetryStorm> largest(@Nullable String team, @Nullable String route, Instant from, Instant to) {
        return jdbc.sql("""
                        select * from retry_storm
                        where (cast(:teams as text[]) is null or team = any (cast(:teams as text[])))
                          and start >= :from and start < :to
                          and (cast(:team as text) is null or team = :team)
                          and (cast(:route as text) is null or route = :route)
                        order by repeats desc, start desc, team, route, model, kind, caller limit :limit
                        """)
                .param(
                        "teams",
                        Tenancy.teams()
                                .map(teams -> teams.toArray(String[]::new))
                                .orElse(null))
                .param("team", team)
                .param("route", route)
                .param("from", Timestamp.from(from))
                .param("to", Timestamp.from(to))
                .param("limit", MOST_LISTED)
                .query((row, _) -> read(row))
                .list();
    }

    private static RetryStorm read(ResultSet row) throws SQLException {
        return new RetryStorm(
                row.getString("team"),
                row.getString("route"),
                row.getString("model"),
                RetryStorm.RetryKind.valueOf(row.getString("kind")),
                row.getString("caller"),
                row.getTimestamp("start").toInstant(),
                row.getLong("calls"),
                row.getLong("repeats"),
                row.getDouble("cost_usd"),
                row.getBoolean("equal_requests"));
    }
}
