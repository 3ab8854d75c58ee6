package io.plumbline.monitoring.window;

import io.plumbline.monitoring.window.CallWindow.Judged;
import io.plumbline.monitoring.window.CallWindow.Place;
import io.plumbline.monitoring.window.CallWindows.Selection;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// The sums of the scores of online evaluations, by window and scorer. They are whole numbers, so their order does
/// not matter.
@Component
class ScoreWindows {

    private static final JsonMapper ROWS = JsonMapper.builder().build();
    private static final double MILLION = 1_000_000;

    private final JdbcClient jdbc;

    ScoreWindows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// The scores of one scorer in one window.
    record Key(WindowKey window, String scorer) {

        Key hour() {
            return new Key(window.hour(), scorer);
        }

        Key day() {
            return new Key(window.day(), scorer);
        }
    }

    /// Sums of scores and of their squares, in millionths.
    record Sum(long scores, long millionths, long squares) {

        /// @param score 0..1
        static Sum of(double score) {
            return new Sum(1, Math.round(score * MILLION), Math.round(score * score * MILLION));
        }

        Sum plus(Sum other) {
            return new Sum(scores + other.scores, millionths + other.millionths, squares + other.squares);
        }
    }

    /// Adds sums by minute to those of their minutes, hours and days.
    void add(Map<Key, Sum> minutes) {
        if (minutes.isEmpty()) {
            return;
        }
        Map<Key, Sum> rows = new HashMap<>(minutes);
        minutes.forEach((key, sum) -> {
            rows.merge(key.hour(), sum, Sum::plus);
            rows.merge(key.day(), sum, Sum::plus);
        });
        List<Map<String, Object>> documents = rows.entrySet().stream()
                .map(each -> row(each.getKey(), each.getValue()))
                .toList();
        jdbc.sql("""
                        insert into score_window as w
                        select * from jsonb_populate_recordset(null::score_window, cast(:rows as jsonb))
                        on conflict (team, route, variant, model, prompt, input_length, language, tags, purpose,
                                     minutes, start, scorer)
                        do update set scores = w.scores + excluded.scores,
                            score_millionths = w.score_millionths + excluded.score_millionths,
                            square_millionths = w.square_millionths + excluded.square_millionths
                        """).param("rows", ROWS.writeValueAsString(documents)).update();
    }

    private static Map<String, Object> row(Key key, Sum sum) {
        WindowKey window = key.window();
        return Map.ofEntries(
                Map.entry("team", window.team()),
                Map.entry("route", window.route()),
                Map.entry("variant", window.variant()),
                Map.entry("model", window.model()),
                Map.entry("prompt", window.prompt()),
                Map.entry("input_length", window.inputLength().name()),
                Map.entry("language", window.language()),
                Map.entry("tags", window.tags()),
                Map.entry("purpose", window.purpose()),
                Map.entry("minutes", window.minutes()),
                Map.entry("start", window.start().toString()),
                Map.entry("scorer", key.scorer()),
                Map.entry("scores", sum.scores()),
                Map.entry("score_millionths", sum.millionths()),
                Map.entry("square_millionths", sum.squares()));
    }

    void clear() {
        jdbc.sql("delete from score_window").update();
    }

    /// Returns the windows with their scores.
    ///
    /// @param windows read from these rows, newest first
    List<CallWindow> addTo(List<CallWindow> windows, Selection selection, CallWindows.Rows rows) {
        if (windows.isEmpty()) {
            return windows;
        }
        Instant first = windows.getLast().place().from();
        Instant last = windows.getFirst().place().from();
        Map<Place, Map<String, Judged>> found = find(selection, rows, first, last);
        return windows.stream()
                .map(window -> window.withJudged(found.getOrDefault(window.place(), Map.of())))
                .toList();
    }

    private Map<Place, Map<String, Judged>> find(
            Selection selection, CallWindows.Rows rows, Instant first, Instant last) {
        Instant until = last.plus(rows.span());
        Map<Place, Map<String, Judged>> found = new HashMap<>();
        CallWindows.bind(jdbc.sql("""
                                with binned as (
                                    select date_bin(cast(:span as interval), w.start, :from) as bin, team, %s, scorer,
                                           scores, score_millionths, square_millionths
                                    from score_window w where %s and w.start >= :first and w.start < :until)
                                select bin, team, g_route, g_variant, g_model, g_prompt, g_length, g_language, g_tag, scorer,
                                       sum(scores)::bigint, sum(score_millionths)::bigint,
                                       sum(square_millionths)::bigint
                                from binned
                                group by bin, team, g_route, g_variant, g_model, g_prompt, g_length, g_language, g_tag,
                                         scorer
                                """.formatted(CallWindows.groups(selection), CallWindows.FILTER)), selection, rows)
                .param(
                        "first",
                        Timestamp.from(
                                first.isBefore(rows.all().from()) ? rows.all().from() : first))
                .param("until", Timestamp.from(until))
                .query((RowCallbackHandler) row -> found.computeIfAbsent(CallWindows.place(row), _ -> new TreeMap<>())
                        .put(
                                row.getString("scorer"),
                                new Judged(row.getLong(11), row.getLong(12) / MILLION, row.getLong(13) / MILLION)));
        return found;
    }

    /// Deletes windows of a length that began before a time; returns their number.
    ///
    /// @param most maximum number
    long expire(int minutes, Instant before, int most) {
        return jdbc.sql("""
                        delete from score_window where ctid in (
                            select ctid from score_window where minutes = :minutes and start < :before
                            order by start limit :most)
                        """)
                .param("minutes", minutes)
                .param("before", Timestamp.from(before))
                .param("most", most)
                .update();
    }
}
