package io.plumbline.eval.panel.schedule;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Stores schedules of panels.
@Component
final class PanelScheduleStore {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    PanelScheduleStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /// @param setBy opaque id of the one who set it
    /// @param last null before the first run
    record Scheduled(
            String name,
            String team,
            PanelSchedule schedule,
            String setBy,
            Instant nextRun,
            @Nullable ScheduledRun last) {}

    /// Creates or replaces a schedule; returns false if the name belongs to another team.
    boolean put(Scheduled given, Instant now) {
        return jdbc.sql("""
                        insert into panel_schedule (name, team, document, set_by, updated_at, next_run)
                        values (:name, :team, cast(:document as jsonb), :by, :now, :next)
                        on conflict (name) do update set document = excluded.document, set_by = excluded.set_by,
                            updated_at = excluded.updated_at, next_run = excluded.next_run
                        where panel_schedule.team = excluded.team
                        """)
                        .param("name", given.name())
                        .param("team", given.team())
                        .param("document", json.writeValueAsString(given.schedule()))
                        .param("by", given.setBy())
                        .param("now", Timestamp.from(now))
                        .param("next", Timestamp.from(given.nextRun()))
                        .update()
                == 1;
    }

    Optional<Scheduled> find(String name) {
        return jdbc.sql("select * from panel_schedule where name = ?")
                .param(name)
                .query((row, _) -> read(row))
                .optional();
    }

    /// By name.
    List<Scheduled> list(@Nullable String after, int limit) {
        return jdbc.sql("""
                        select * from panel_schedule where cast(:after as text) is null or name > :after
                        order by name limit :limit
                        """)
                .param("after", after)
                .param("limit", limit)
                .query((row, _) -> read(row))
                .list();
    }

    boolean delete(String name) {
        return jdbc.sql("delete from panel_schedule where name = ?").param(name).update() == 1;
    }

    /// Takes a schedule that is due, and reserves it until a later time, so that one replica runs it.
    Optional<Scheduled> take(Instant now, Instant until) {
        return jdbc.sql("""
                        update panel_schedule s set next_run = :until
                        from (select name from panel_schedule where next_run <= :now order by next_run limit 1
                            for update skip locked) due
                        where s.name = due.name returning s.*
                        """)
                .param("now", Timestamp.from(now))
                .param("until", Timestamp.from(until))
                .query((row, _) -> read(row))
                .optional();
    }

    void ran(String name, ScheduledRun run, Instant next) {
        jdbc.sql("update panel_schedule set last = cast(? as jsonb), next_run = ? where name = ?")
                .params(json.writeValueAsString(run), Timestamp.from(next), name)
                .update();
    }

    private Scheduled read(ResultSet row) throws SQLException {
        String last = row.getString("last");
        return new Scheduled(
                row.getString("name"),
                row.getString("team"),
                json.readValue(row.getString("document"), PanelSchedule.class),
                row.getString("set_by"),
                row.getTimestamp("next_run").toInstant(),
                last == null ? null : json.readValue(last, ScheduledRun.class));
    }
}
