package io.plumbline.monitoring.window;

import io.plumbline.audit.AuditEvent;
import io.plumbline.audit.AuditReader;
import io.plumbline.monitoring.projection.CallEvent;
import io.plumbline.monitoring.projection.Projection;
import io.plumbline.monitoring.projection.ScoredCall;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Sums the gateway's calls, and the feedback on them, by minute, hour and day in UTC. Calls with missing or
/// impossible values are skipped. Feedback adds to the version that its call had, at the time of the feedback, so a
/// window that has passed does not change. The call of feedback is in the log, because feedback follows its call.
/// The same applies to the scores of online evaluations, which are summed by scorer.
@Component
final class CallWindowProjection implements Projection {

    private static final JsonMapper ROWS = JsonMapper.builder().build();
    private static final String FEEDBACK = "monitoring.feedback.received";
    private static final String UPSERT = """
            insert into call_window as w
            select * from jsonb_populate_recordset(null::call_window, cast(:rows as jsonb))
            on conflict (team, route, variant, model, prompt, input_length, language, tags, purpose, minutes, start)
            do update set
                latency_short = excluded.latency_short, latency_medium = excluded.latency_medium,
                latency_long = excluded.latency_long, first_token = excluded.first_token, %s
            """.formatted(WindowSum.ADDED.stream()
            .map(column -> "%1$s = w.%1$s + excluded.%1$s".formatted(column))
            .collect(Collectors.joining(", ")));

    private final JdbcClient jdbc;
    private final ScoreWindows scores;
    private final AuditReader reader;

    CallWindowProjection(JdbcClient jdbc, ScoreWindows scores, AuditReader reader) {
        this.jdbc = jdbc;
        this.scores = scores;
        this.reader = reader;
    }

    @Override
    public String name() {
        return "call-window";
    }

    @Override
    public int apply(List<AuditEvent> events) {
        Batch batch = new Batch();
        events.forEach(batch::take);
        batch.save();
        return batch.leftOut;
    }

    @Override
    public void clear() {
        jdbc.sql("delete from call_window").update();
        jdbc.sql("delete from window_tags").update();
        scores.clear();
    }

    /// The sums of a batch of events.
    private final class Batch {

        private final Map<WindowKey, WindowSum> sums = new HashMap<>();
        private final WindowTags tags = new WindowTags(jdbc);
        private final Map<ScoreWindows.Key, ScoreWindows.Sum> judged = new HashMap<>();
        private int leftOut;

        void take(AuditEvent event) {
            if (CallEvent.isCall(event)) {
                Optional<CallEvent> call = CallEvent.read(event);
                leftOut += call.isPresent() ? 0 : 1;
                call.ifPresent(
                        each -> of(WindowKey.of(each, event.time(), tags)).add(each));
            } else if (event.action().equals(FEEDBACK)) {
                takeFeedback(event);
            } else if (ScoredCall.isScore(event)) {
                takeScores(event);
            }
        }

        private void takeFeedback(AuditEvent event) {
            if (!(event.attributes().get("score") instanceof Number score)) {
                return;
            }
            Optional<CallEvent> call = callOf(event);
            double value = score.doubleValue();
            if (call.isEmpty() || !(value >= 0 && value <= 1)) {
                leftOut++;
                return;
            }
            of(WindowKey.of(call.get(), event.time(), tags)).addFeedback(value);
        }

        /// The window of a score exists even without calls in it.
        private void takeScores(AuditEvent event) {
            Optional<ScoredCall> scored = ScoredCall.read(event);
            Optional<CallEvent> call = scored.flatMap(each -> find(each.callId(), event.team()));
            if (scored.isEmpty() || call.isEmpty()) {
                leftOut++;
                return;
            }
            WindowKey window = WindowKey.of(call.get(), event.time(), tags);
            of(window);
            scored.get()
                    .scores()
                    .forEach((scorer, score) -> judged.merge(
                            new ScoreWindows.Key(window, scorer), ScoreWindows.Sum.of(score), ScoreWindows.Sum::plus));
        }

        private Optional<CallEvent> find(UUID id, String team) {
            return reader.find(id)
                    .filter(call -> CallEvent.isCall(call) && call.team().equals(team))
                    .flatMap(CallEvent::read);
        }

        private Optional<CallEvent> callOf(AuditEvent feedback) {
            try {
                return find(UUID.fromString(String.valueOf(feedback.attributes().get("callId"))), feedback.team());
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }

        private WindowSum of(WindowKey key) {
            return sums.computeIfAbsent(key, _ -> new WindowSum());
        }

        void save() {
            if (sums.isEmpty()) {
                return;
            }
            Map<WindowKey, WindowSum> rows = new HashMap<>(sums);
            sums.forEach((key, sum) -> {
                rows.computeIfAbsent(key.hour(), _ -> new WindowSum()).add(sum);
                rows.computeIfAbsent(key.day(), _ -> new WindowSum()).add(sum);
            });
            tags.save();
            addStoredSketches(rows);
            List<Map<String, @Nullable Object>> documents = rows.entrySet().stream()
                    .map(each -> each.getValue().row(each.getKey()))
                    .toList();
            jdbc.sql(UPSERT).param("rows", ROWS.writeValueAsString(documents)).update();
            scores.add(judged);
        }

        /// SQL cannot merge sketches. Only one transaction runs the projection at a time, so none is lost.
        private void addStoredSketches(Map<WindowKey, WindowSum> rows) {
            List<Map<String, Object>> keys = rows.keySet().stream()
                    .map(key -> Map.<String, Object>ofEntries(
                            Map.entry("team", key.team()),
                            Map.entry("route", key.route()),
                            Map.entry("variant", key.variant()),
                            Map.entry("model", key.model()),
                            Map.entry("prompt", key.prompt()),
                            Map.entry("input_length", key.inputLength().name()),
                            Map.entry("language", key.language()),
                            Map.entry("tags", key.tags()),
                            Map.entry("purpose", key.purpose()),
                            Map.entry("minutes", key.minutes()),
                            Map.entry("start", key.start().toString())))
                    .toList();
            jdbc.sql("""
                            select w.team, w.route, w.variant, w.model, w.prompt, w.input_length, w.language, w.tags,
                                   w.purpose, w.minutes, w.start, w.latency_short, w.latency_medium, w.latency_long,
                                   w.first_token
                            from jsonb_to_recordset(cast(:keys as jsonb)) as k (
                                team text, route text, variant text, model text, prompt text, input_length text,
                                language text, tags text, purpose text, minutes int, start timestamptz)
                            join call_window w
                                using (team, route, variant, model, prompt, input_length, language, tags, purpose,
                                       minutes, start)
                            """)
                    .param("keys", ROWS.writeValueAsString(keys))
                    .query((row, _) -> {
                        WindowSum sum = rows.get(key(row));
                        if (sum != null) {
                            sum.addSketches(row);
                        }
                        return row.getInt("minutes");
                    })
                    .list();
        }

        private static WindowKey key(ResultSet row) throws SQLException {
            return new WindowKey(
                    row.getString("team"),
                    row.getString("route"),
                    row.getString("variant"),
                    row.getString("model"),
                    row.getString("prompt"),
                    InputLength.valueOf(row.getString("input_length")),
                    row.getString("language"),
                    row.getString("tags"),
                    row.getString("purpose"),
                    row.getInt("minutes"),
                    row.getTimestamp("start").toInstant());
        }
    }
}
