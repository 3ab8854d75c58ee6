package io.plumbline.monitoring.roi;

import io.plumbline.monitoring.feedback.Satisfaction;
import io.plumbline.monitoring.rollout.TimeCursor;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/// Reads what the figures are computed from, for the caller's teams. Times of calls are full hours.
@Repository
@Transactional(readOnly = true, timeout = RoiFacts.LONGEST_QUERY_SECONDS)
class RoiFacts {

    static final int LONGEST_QUERY_SECONDS = 20;
    private static final int MOST_VERSIONS = 10_000;
    private static final int MOST_TARGETS = 1_000;

    private final JdbcClient jdbc;

    RoiFacts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// A period in `[from, to)`.
    ///
    /// @param team null for all
    record Period(@Nullable String team, Instant from, Instant to) {

        /// Returns the period of the same length before.
        Period before() {
            return new Period(team, from.minus(Duration.between(from, to)), from);
        }

        double days() {
            return Duration.between(from, to).toHours() / 24.0;
        }
    }

    /// Sums of production calls, and the cost of evaluation calls.
    ///
    /// @param answered calls that were neither blocked nor refused and did not fail
    /// @param unpriced calls without a known price, which the cost does not contain
    record Calls(
            long calls,
            long answered,
            double costUsd,
            long unpriced,
            long cacheHits,
            double savedUsd,
            double evaluationUsd,
            long evaluationUnpriced) {}

    /// Calls with at least one score.
    ///
    /// @param resolved those with a mean score of at least 0.75
    record Ratings(long calls, long resolved) {}

    /// Finished gates.
    ///
    /// @param items of all gates
    /// @param judged items that a judge rated
    /// @param reviewed judged items that a person would have reviewed
    /// @param checked other items that a person would have compared with their references
    /// @param undivided gates whose events do not state the judged items, so that all their items count as others
    record Gates(long gates, long items, long judged, long reviewed, long checked, long undivided) {}

    /// Events that kept a worse version from all users.
    ///
    /// @param refused versions that failed a gate, were then refused for production and never reached it
    /// @param failed versions that failed a gate that counts and never reached production; includes `refused`
    /// @param rollbacks of production rollouts before the promotion
    /// @param observed whether there was any gate that counts, or any rollout in production
    record Prevented(long refused, long failed, long rollbacks, boolean observed) {}

    /// The tokens of the calls of one model on a variant, without answers from the cache.
    ///
    /// @param model registered version as `name@version`, else the provider's name for it
    /// @param provider null if unknown
    /// @param upstreamModel the provider's name for the model; null if unknown
    record Target(
            String team,
            String route,
            String variant,
            String model,
            @Nullable String provider,
            @Nullable String upstreamModel,
            long calls,
            Tokens tokens) {}

    /// @param input all, including those that the provider had cached
    record Tokens(long input, long cached, long output) {

        Tokens plus(Tokens other) {
            return new Tokens(input + other.input, cached + other.cached, output + other.output);
        }
    }

    private JdbcClient.StatementSpec sql(String text, Period period) {
        return jdbc.sql(text)
                .param("teams", TimeCursor.teams())
                .param("team", period.team())
                .param("from", Timestamp.from(period.from()))
                .param("to", Timestamp.from(period.to()));
    }

    private static String ofTeams(String column) {
        return " (cast(:teams as text[]) is null or %1$s = any (cast(:teams as text[])))".formatted(column)
                + " and (cast(:team as text) is null or %1$s = :team) ".formatted(column);
    }

    Calls calls(Period period) {
        return sql("""
                        select coalesce(sum(calls) filter (where live), 0)::bigint as calls,
                               coalesce(sum(greatest(0, calls - blocked - refused - provider_errors - gateway_errors))
                                   filter (where live), 0)::bigint as answered,
                               coalesce(sum(cost_usd) filter (where live), 0)::double precision as cost_usd,
                               coalesce(sum(unpriced) filter (where live), 0)::bigint as unpriced,
                               coalesce(sum(cache_hits) filter (where live), 0)::bigint as cache_hits,
                               coalesce(sum(saved_usd) filter (where live), 0)::double precision as saved_usd,
                               coalesce(sum(cost_usd) filter (where not live), 0)::double precision as evaluation_usd,
                               coalesce(sum(unpriced) filter (where not live), 0)::bigint as evaluation_unpriced
                        from (select *, purpose = 'production' as live from call_window
                              where minutes = 60 and purpose in ('production', 'evaluation')
                                and start >= :from and start < :to and""" + ofTeams("team") + ") w", period)
                .query((row, _) -> new Calls(
                        row.getLong("calls"),
                        row.getLong("answered"),
                        row.getDouble("cost_usd"),
                        row.getLong("unpriced"),
                        row.getLong("cache_hits"),
                        row.getDouble("saved_usd"),
                        row.getDouble("evaluation_usd"),
                        row.getLong("evaluation_unpriced")))
                .single();
    }

    Ratings ratings(Period period) {
        return sql(
                        "select count(*), count(*) filter (where score >= :satisfied) from ("
                                + "select avg(score) as score from feedback where settled and score is not null"
                                + " and received_at >= :from and received_at < :to and" + ofTeams("team")
                                + "group by call_id) rated",
                        period)
                .param("satisfied", Satisfaction.SATISFIED)
                .query((row, _) -> new Ratings(row.getLong(1), row.getLong(2)))
                .single();
    }

    /// @param most items of a gate that a person would have reviewed or compared, the judged ones first
    Gates gates(Period period, int most) {
        return sql("""
                        select count(*) as gates, coalesce(sum(items), 0)::bigint as items,
                               coalesce(sum(rated), 0)::bigint as judged,
                               coalesce(sum(least(rated, :most)), 0)::bigint as reviewed,
                               coalesce(sum(least(items - rated, greatest(:most - rated, 0))), 0)::bigint as checked,
                               count(*) filter (where judged is null) as undivided
                        from (select items, judged, least(coalesce(judged, 0), items) as rated from roi_gate
                              where finished_at >= :from and finished_at < :to and""" + ofTeams("team") + ") g", period)
                .param("most", most)
                .query((row, _) -> new Gates(
                        row.getLong("gates"),
                        row.getLong("items"),
                        row.getLong("judged"),
                        row.getLong("reviewed"),
                        row.getLong("checked"),
                        row.getLong("undivided")))
                .single();
    }

    Prevented prevented(Period period) {
        return sql("""
                        with kept_out as (
                            select g.kind, g.name, g.version, g.finished_at from roi_gate g
                            where g.verdict = 'FAIL' and g.counts and g.kind is not null
                              and not exists (select 1 from roi_version v
                                              where (v.kind, v.name, v.version) = (g.kind, g.name, g.version)
                                                and v.production_at is not null)
                              and %1$s),
                        rolled_back as (
                            select document::jsonb as document from rollback
                            where rolled_back_at >= :from and rolled_back_at < :to and %2$s)
                        select (select count(distinct (k.kind, k.name, k.version))
                                from kept_out k join roi_refusal r
                                    on (r.kind, r.name, r.version) = (k.kind, k.name, k.version)
                                   and r.refused_at >= k.finished_at
                                where r.refused_at >= :from and r.refused_at < :to and %3$s) as refused,
                               (select count(distinct (kind, name, version)) from kept_out
                                where finished_at >= :from and finished_at < :to) as failed,
                               (select count(*) from rolled_back
                                where document->>'environment' = 'PRODUCTION'
                                  and (document->>'afterPromotion')::boolean is not true) as rollbacks,
                               exists (select 1 from roi_gate where counts and finished_at >= :from
                                       and finished_at < :to and %2$s)
                               or exists (select 1 from rollout_analysis where started_at >= :from
                                       and started_at < :to and %2$s)
                               or exists (select 1 from rolled_back) as observed
                        """.formatted(ofTeams("g.team"), ofTeams("team"), ofTeams("r.team")), period)
                .query((row, _) -> new Prevented(
                        row.getLong("refused"),
                        Math.max(row.getLong("failed"), row.getLong("refused")),
                        row.getLong("rollbacks"),
                        row.getBoolean("observed")))
                .single();
    }

    /// Returns the hours from the registration of a version to its first move to production, shortest first, of the
    /// versions that first reached production in the period: the last ten thousand.
    List<Double> hoursToProduction(Period period) {
        return sql("""
                        select extract(epoch from production_at - registered_at)::double precision / 3600 as hours
                        from roi_version
                        where production_at >= :from and production_at < :to and""" + ofTeams("team") + "order by production_at desc limit :limit", period)
                .param("limit", MOST_VERSIONS)
                .query((row, _) -> Math.max(0, row.getDouble("hours")))
                .list()
                .stream()
                .sorted()
                .toList();
    }

    /// Returns the models that answered on each variant of the routes with at least two variants: the thousand with
    /// the most calls.
    List<Target> targets(Period period) {
        return sql("""
                        with used as (
                            select team, route, variant, model, sum(calls - cache_hits)::bigint as calls,
                                   sum(input_tokens)::bigint as input, sum(cached_tokens)::bigint as cached,
                                   sum(output_tokens)::bigint as output
                            from call_window
                            where minutes = 60 and purpose = 'production' and start >= :from and start < :to
                              and %1$s
                            group by team, route, variant, model
                            having sum(input_tokens + output_tokens) > 0),
                        direct as (
                            select distinct team, route, variant, split_part(target, '/', 1) as provider,
                                   substr(target, strpos(target, '/') + 1) as model
                            from gateway_call_hour
                            where not registered and purpose = 'production' and hour >= :from and hour < :to
                              and %1$s)
                        select u.*, coalesce(v.provider, d.provider) as provider,
                               coalesce(v.upstream_model, case when d.provider is not null then u.model end) as upstream
                        from used u
                        left join roi_version v
                            on v.kind = 'MODEL' and v.team = u.team and v.name || '@' || v.version = u.model
                        left join (select team, route, variant, model, min(provider) as provider from direct
                                   group by team, route, variant, model having count(*) = 1) d
                            on (d.team, d.route, d.variant, d.model) = (u.team, u.route, u.variant, u.model)
                        where (select count(distinct other.variant) from used other
                               where (other.team, other.route) = (u.team, u.route)) > 1
                        order by u.calls desc, u.team, u.route, u.variant, u.model limit :limit
                        """.formatted(ofTeams("team")), period)
                .param("limit", MOST_TARGETS)
                .query((row, _) -> new Target(
                        row.getString("team"),
                        row.getString("route"),
                        row.getString("variant"),
                        row.getString("model"),
                        row.getString("provider"),
                        row.getString("upstream"),
                        row.getLong("calls"),
                        new Tokens(row.getLong("input"), row.getLong("cached"), row.getLong("output"))))
                .list();
    }
}
