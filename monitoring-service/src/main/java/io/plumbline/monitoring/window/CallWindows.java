package io.plumbline.monitoring.window;

import io.plumbline.kit.tenancy.Tenancy;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/// Reads the sums of [CallWindowProjection] for the caller's teams. Evaluation calls are excluded. A span is read from
/// the longest rows that lie within it: whole days in UTC, then whole hours, and minutes at its edges. A range that
/// begins before the minutes that are kept is read from the full hours in it, one that begins before the hours from
/// the full days.
@Repository
public class CallWindows {

    private static final double MILLION = 1_000_000;

    /// SQL: all tags, or that of a name, as `name=value`; empty without it.
    private static final String TAG = """
            case when cast(:tagName as text) is null or tags = 'other' then tags
                 when position(',' || cast(:tagName as text) || '=' in ',' || tags) = 0 then ''
                 else cast(:tagName as text) || '='
                      || split_part(split_part(',' || tags, ',' || cast(:tagName as text) || '=', 2), ',', 1) end
            """;

    /// The condition on rows of calls and scores.
    static final String FILTER = """
            (minutes = 1 and w.start >= :from and w.start < :to
                 and not (w.start >= :hours and w.start < :hoursEnd)
                 or minutes = 60 and w.start >= :hours and w.start < :hoursEnd
                 and not (w.start >= :days and w.start < :daysEnd)
                 or minutes = 1440 and w.start >= :days and w.start < :daysEnd)
              and purpose = 'production'
              and (cast(:teams as text[]) is null or team = any (cast(:teams as text[])))
              and (cast(:team as text) is null or team = :team)
              and (cast(:route as text) is null or route = :route)
              and (cast(:variant as text) is null or variant = :variant)
              and (cast(:model as text) is null or model = :model)
              and (cast(:prompt as text) is null or prompt = :prompt)
              and (cast(:length as text) is null or input_length = :length)
              and (cast(:language as text) is null or language = :language)
              and (cast(:tag as text) is null
                   or position(',' || cast(:tag as text) || ',' in ',' || tags || ',') > 0)""";

    private final JdbcClient jdbc;
    private final ScoreWindows scores;
    private final WindowProperties properties;
    private final Clock clock;

    CallWindows(JdbcClient jdbc, ScoreWindows scores, WindowProperties properties, Clock clock) {
        this.jdbc = jdbc;
        this.scores = scores;
        this.properties = properties;
        this.clock = clock;
    }

    /// A property by which calls are grouped.
    public enum Dimension {
        ROUTE,
        VARIANT,
        MODEL,
        PROMPT,
        INPUT_LENGTH,
        LANGUAGE,
        TAG
    }

    /// Selects and groups calls; null selects all.
    ///
    /// @param tag one that calls have, as `name=value`
    /// @param tagName the tag by which [Dimension#TAG] groups; null for all tags together
    public record Selection(
            @Nullable String team,
            @Nullable String route,
            @Nullable String variant,
            @Nullable String model,
            @Nullable String prompt,
            @Nullable InputLength inputLength,
            @Nullable String language,
            @Nullable String tag,
            @Nullable String tagName,
            Set<Dimension> by) {

        /// Returns all calls of a route and, unless null, a variant, ungrouped.
        public static Selection of(@Nullable String team, String route, @Nullable String variant) {
            return new Selection(team, route, variant, null, null, null, null, null, null, Set.of());
        }

        String column(Dimension dimension, String name) {
            return by.contains(dimension) ? name : "''";
        }
    }

    /// Returns the windows of `[from, to)` in spans of equal length, newest first, then by the dimensions.
    ///
    /// @param span whole minutes
    /// @param after end of the previous page; null for the first page
    @Transactional(readOnly = true)
    public List<CallWindow> find(
            Selection selection, Instant from, Instant to, Duration span, CallWindow.@Nullable Place after, int limit) {
        return read(selection, rows(from, to, span), after, limit);
    }

    /// Selects the longest rows that lie within one span of the result. Rows that have expired are replaced by longer
    /// ones, which are read if they start within the range.
    private Rows rows(Instant from, Instant to, Duration span) {
        Instant now = clock.instant();
        Range all = new Range(from, to);
        Range hours = fits(ChronoUnit.HOURS, from, to, span) ? all.whole(ChronoUnit.HOURS) : all.none();
        Range days = fits(ChronoUnit.DAYS, from, to, span) ? all.whole(ChronoUnit.DAYS) : all.none();
        if (hours.isEmpty() && from.isBefore(now.minus(properties.keepMinutes()))) {
            hours = all;
        }
        if (days.isEmpty() && from.isBefore(now.minus(properties.keepHours()))) {
            hours = all;
            days = all;
        }
        return new Rows(all, span, hours, days);
    }

    /// Whether no span ends within a row of this length.
    private static boolean fits(ChronoUnit unit, Instant from, Instant to, Duration span) {
        return Duration.between(from, to).compareTo(span) <= 0
                || (from.equals(from.truncatedTo(unit))
                        && span.toMinutes() % unit.getDuration().toMinutes() == 0);
    }

    /// Whether a range and its spans consist of whole days in UTC.
    static boolean isOfDays(Instant from, Instant to, Duration span) {
        return Stream.of(from, to).allMatch(time -> time.equals(time.truncatedTo(ChronoUnit.DAYS)))
                && span.toMinutes() % WindowKey.DAY == 0;
    }

    /// A half-open range of times.
    record Range(Instant from, Instant to) {

        /// Returns the whole units in the range.
        Range whole(ChronoUnit unit) {
            Instant floor = from.truncatedTo(unit);
            Instant first = floor.equals(from) ? from : floor.plus(unit.getDuration());
            Instant end = to.truncatedTo(unit);
            return first.isBefore(end) ? new Range(first, end) : none();
        }

        Range none() {
            return new Range(from, from);
        }

        boolean isEmpty() {
            return from.equals(to);
        }
    }

    /// The rows to read.
    ///
    /// @param hours where rows of hours replace those of minutes
    /// @param days where rows of days replace those of hours
    record Rows(Range all, Duration span, Range hours, Range days) {

        static Rows ofMinutes(Instant from, Instant to, Duration span) {
            Range all = new Range(from, to);
            return new Rows(all, span, all.none(), all.none());
        }
    }

    /// Returns the columns by which the rows are grouped.
    static String groups(Selection selection) {
        return ("%s as g_route, %s as g_variant, %s as g_model, %s as g_prompt, %s as g_length,"
                        + " %s as g_language, %s as g_tag")
                .formatted(
                        selection.column(Dimension.ROUTE, "route"),
                        selection.column(Dimension.VARIANT, "variant"),
                        selection.column(Dimension.MODEL, "model"),
                        selection.column(Dimension.PROMPT, "prompt"),
                        selection.column(Dimension.INPUT_LENGTH, "input_length"),
                        selection.column(Dimension.LANGUAGE, "language"),
                        selection.column(Dimension.TAG, TAG));
    }

    /// Sets the parameters of [#FILTER], and the span.
    static JdbcClient.StatementSpec bind(JdbcClient.StatementSpec query, Selection selection, Rows rows) {
        return query.param("span", rows.span().toMinutes() + " minutes")
                .param("from", Timestamp.from(rows.all().from()))
                .param("to", Timestamp.from(rows.all().to()))
                .param("hours", Timestamp.from(rows.hours().from()))
                .param("hoursEnd", Timestamp.from(rows.hours().to()))
                .param("days", Timestamp.from(rows.days().from()))
                .param("daysEnd", Timestamp.from(rows.days().to()))
                .param(
                        "teams",
                        Tenancy.teams()
                                .map(teams -> teams.toArray(String[]::new))
                                .orElse(null))
                .param("team", selection.team())
                .param("route", selection.route())
                .param("variant", selection.variant())
                .param("model", selection.model())
                .param("prompt", selection.prompt())
                .param("language", selection.language())
                .param("tag", selection.tag())
                .param("tagName", selection.tagName())
                .param(
                        "length",
                        selection.inputLength() == null
                                ? null
                                : selection.inputLength().name());
    }

    private List<CallWindow> read(Selection selection, Rows rows, CallWindow.@Nullable Place after, int limit) {
        List<CallWindow> windows = bind(jdbc.sql("""
                        with binned as (
                            select date_bin(cast(:span as interval), w.start, :from) as bin, team, %s,
                                   calls, blocked, refused, provider_errors, gateway_errors, fallbacks, input_tokens,
                                   output_tokens, cached_tokens, cost_usd, unpriced, cache_hits, saved_usd, flagged,
                                   redacted, attacks, feedback, negative, score_millionths, latency_short,
                                   latency_medium, latency_long, first_token
                            from call_window w
                            where %s)
                        select bin, team, g_route, g_variant, g_model, g_prompt, g_length, g_language, g_tag,
                               sum(calls)::bigint as calls, sum(blocked)::bigint as blocked,
                               sum(refused)::bigint as refused, sum(provider_errors)::bigint as provider_errors,
                               sum(gateway_errors)::bigint as gateway_errors, sum(fallbacks)::bigint as fallbacks,
                               sum(input_tokens)::bigint as input_tokens, sum(output_tokens)::bigint as output_tokens,
                               sum(cached_tokens)::bigint as cached_tokens, sum(cost_usd) as cost_usd,
                               sum(unpriced)::bigint as unpriced, sum(cache_hits)::bigint as cache_hits,
                               sum(saved_usd) as saved_usd, sum(flagged)::bigint as flagged,
                               sum(redacted)::bigint as redacted, sum(attacks)::bigint as attacks,
                               sum(feedback)::bigint as feedback, sum(negative)::bigint as negative,
                               sum(score_millionths)::bigint as score_millionths,
                               array_agg(latency_short) filter (where latency_short is not null) as latency_short,
                               array_agg(latency_medium) filter (where latency_medium is not null) as latency_medium,
                               array_agg(latency_long) filter (where latency_long is not null) as latency_long,
                               array_agg(first_token) filter (where first_token is not null) as first_token
                        from binned
                        where cast(:afterBin as timestamptz) is null or bin < cast(:afterBin as timestamptz)
                           or bin = cast(:afterBin as timestamptz)
                              and (team, g_route, g_variant, g_model, g_prompt, g_length, g_language, g_tag)
                              > (cast(:afterTeam as text), cast(:afterRoute as text), cast(:afterVariant as text),
                                 cast(:afterModel as text), cast(:afterPrompt as text), cast(:afterLength as text),
                                 cast(:afterLanguage as text), cast(:afterTag as text))
                        group by bin, team, g_route, g_variant, g_model, g_prompt, g_length, g_language, g_tag
                        order by bin desc, team, g_route, g_variant, g_model, g_prompt, g_length, g_language, g_tag
                        limit :limit
                        """.formatted(groups(selection), FILTER)), selection, rows)
                .param("afterBin", after == null ? null : Timestamp.from(after.from()))
                .param("afterTeam", after == null ? null : after.team())
                .param("afterRoute", after == null ? null : after.route())
                .param("afterVariant", after == null ? null : after.variant())
                .param("afterModel", after == null ? null : after.model())
                .param("afterPrompt", after == null ? null : after.prompt())
                .param("afterLength", after == null ? null : after.inputLength())
                .param("afterLanguage", after == null ? null : after.language())
                .param("afterTag", after == null ? null : after.tag())
                .param("limit", limit)
                .query((row, _) -> window(row))
                .list();
        return scores.addTo(windows, selection, rows);
    }

    /// Returns the minutes with calls of a route and, unless null, a variant, oldest first.
    ///
    /// @param from a full minute
    @Transactional(readOnly = true)
    public List<CallWindow> minutes(String team, String route, @Nullable String variant, Instant from, Instant to) {
        int most = Math.toIntExact(Math.max(1, Duration.between(from, to).toMinutes() + 1));
        return read(Selection.of(team, route, variant), Rows.ofMinutes(from, to, Duration.ofMinutes(1)), null, most)
                .reversed();
    }

    /// Returns the sum of the calls of a route and, unless null, a variant; null without calls.
    ///
    /// @param from a full minute
    /// @param hourly whether to read the sums by hour, which is faster; `from` is then a full hour
    @Transactional(readOnly = true)
    public @Nullable CallWindow sum(
            String team, String route, @Nullable String variant, Instant from, Instant to, boolean hourly) {
        Duration span = Duration.ofMinutes(Duration.between(from, to).toMinutes() + 1);
        return read(
                        Selection.of(team, route, variant),
                        hourly ? rows(from, to, span) : Rows.ofMinutes(from, to, span),
                        null,
                        1)
                .stream()
                .findFirst()
                .orElse(null);
    }

    static CallWindow.Place place(ResultSet row) throws SQLException {
        return new CallWindow.Place(
                row.getTimestamp("bin").toInstant(),
                row.getString("team"),
                row.getString("g_route"),
                row.getString("g_variant"),
                row.getString("g_model"),
                row.getString("g_prompt"),
                row.getString("g_length"),
                row.getString("g_language"),
                row.getString("g_tag"));
    }

    private static CallWindow window(ResultSet row) throws SQLException {
        long scores = row.getLong("feedback");
        return new CallWindow(
                place(row),
                new CallWindow.Outcomes(
                        row.getLong("calls"),
                        row.getLong("blocked"),
                        row.getLong("refused"),
                        row.getLong("provider_errors"),
                        row.getLong("gateway_errors"),
                        row.getLong("fallbacks")),
                new CallWindow.Usage(
                        row.getLong("input_tokens"),
                        row.getLong("output_tokens"),
                        row.getLong("cached_tokens"),
                        row.getBigDecimal("cost_usd"),
                        row.getLong("unpriced"),
                        row.getLong("cache_hits"),
                        row.getBigDecimal("saved_usd")),
                new CallWindow.Guarded(row.getLong("flagged"), row.getLong("redacted"), row.getLong("attacks")),
                new CallWindow.Scores(
                        scores,
                        row.getLong("negative"),
                        scores == 0 ? null : row.getLong("score_millionths") / MILLION / scores),
                new Latencies(
                        QuantileSketch.merged(row.getArray("latency_short")),
                        QuantileSketch.merged(row.getArray("latency_medium")),
                        QuantileSketch.merged(row.getArray("latency_long"))),
                QuantileSketch.merged(row.getArray("first_token")),
                Map.of());
    }
}
