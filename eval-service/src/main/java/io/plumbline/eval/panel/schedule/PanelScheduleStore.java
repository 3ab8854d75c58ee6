package io.plumbline.eval.panel.schedule;

import io.plumbline.kit.security.Caller;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    /// The one in whose name panels are created.
    ///
    /// @param type null if unknown, for schedules of an earlier version
    /// @param id opaque
    record Author(Caller.@Nullable ActorType type, String id) {}

    /// Why a schedule creates no more panels.
    record Stopped(Instant at, String reason) {}

    /// @param last null before the first run
    /// @param stopped null unless the author has lost the permission
    record Scheduled(
            String name,
            String team,
            PanelSchedule schedule,
            Author author,
            int revision,
            Instant nextRun,
            @Nullable ScheduledRun last,
            @Nullable Stopped stopped) {}

    /// Creates a schedule; returns false if the name is taken, even by another team.
    boolean insert(Scheduled given, Instant now) {
        return jdbc.sql("""
                        insert into panel_schedule
                            (name, team, document, set_by, set_by_type, revision, updated_at, next_run)
                        values (:name, :team, cast(:document as jsonb), :by, :type, :revision, :now, :next)
                        on conflict do nothing
                        """).params(values(given, now)).update() == 1;
    }

    /// Replaces a schedule that is locked, and lets it run again if it was stopped.
    void change(Scheduled given, Instant now) {
        jdbc.sql("""
                        update panel_schedule set document = cast(:document as jsonb), set_by = :by,
                            set_by_type = :type, revision = :revision, updated_at = :now, next_run = :next,
                            stopped = null
                        where name = :name and team = :team
                        """).params(values(given, now)).update();
    }

    private Map<String, @Nullable Object> values(Scheduled given, Instant now) {
        Map<String, @Nullable Object> values = new HashMap<>();
        Caller.ActorType type = given.author().type();
        values.put("name", given.name());
        values.put("team", given.team());
        values.put("document", json.writeValueAsString(given.schedule()));
        values.put("by", given.author().id());
        values.put("type", type == null ? null : type.name());
        values.put("revision", given.revision());
        values.put("now", Timestamp.from(now));
        values.put("next", Timestamp.from(given.nextRun()));
        return values;
    }

    Optional<Scheduled> find(String name) {
        return jdbc.sql("select * from panel_schedule where name = ?")
                .param(name)
                .query((row, _) -> read(row))
                .optional();
    }

    /// Returns a schedule and locks it until the transaction ends.
    Optional<Scheduled> hold(String name) {
        return jdbc.sql("select * from panel_schedule where name = ? for update")
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
                        from (select name from panel_schedule where next_run <= :now and stopped is null
                            order by next_run limit 1 for update skip locked) due
                        where s.name = due.name returning s.*
                        """)
                .param("now", Timestamp.from(now))
                .param("until", Timestamp.from(until))
                .query((row, _) -> read(row))
                .optional();
    }

    /// Stores a run, and those that created a panel also in the history. The next run of a schedule that has changed
    /// meanwhile stays.
    void ran(Scheduled taken, ScheduledRun run, Instant next) {
        int known = jdbc.sql("""
                        update panel_schedule set last = cast(:run as jsonb),
                            next_run = case when revision = :revision then :next else next_run end
                        where name = :name
                        """)
                .param("run", json.writeValueAsString(run))
                .param("revision", taken.revision())
                .param("next", Timestamp.from(next))
                .param("name", taken.name())
                .update();
        if (known == 1 && run.panel() != null) {
            jdbc.sql("""
                            insert into panel_schedule_run (schedule, team, panel, run)
                            values (:schedule, :team, :panel, cast(:run as jsonb)) on conflict do nothing
                            """)
                    .param("schedule", taken.name())
                    .param("team", taken.team())
                    .param("panel", run.panel())
                    .param("run", json.writeValueAsString(run))
                    .update();
        }
    }

    /// Stops a schedule; returns false if it has changed meanwhile.
    boolean stop(Scheduled taken, Stopped stopped) {
        return jdbc.sql("""
                        update panel_schedule set stopped = cast(:stopped as jsonb)
                        where name = :name and revision = :revision and stopped is null
                        """)
                        .param("stopped", json.writeValueAsString(stopped))
                        .param("name", taken.name())
                        .param("revision", taken.revision())
                        .update()
                == 1;
    }

    /// Returns the runs that created a panel, newest first: the name of a panel ends with its day.
    List<ScheduledRun> runs(String name, @Nullable String before, int limit) {
        return jdbc.sql("""
                        select run from panel_schedule_run
                        where schedule = :name and (cast(:before as text) is null or panel < :before)
                        order by panel desc limit :limit
                        """)
                .param("name", name)
                .param("before", before)
                .param("limit", limit)
                .query((row, _) -> json.readValue(row.getString("run"), ScheduledRun.class))
                .list();
    }

    private Scheduled read(ResultSet row) throws SQLException {
        String team = row.getString("team");
        String type = row.getString("set_by_type");
        String last = row.getString("last");
        String stopped = row.getString("stopped");
        return new Scheduled(
                row.getString("name"),
                team,
                json.readValue(row.getString("document"), PanelSchedule.class).ofTeam(team),
                new Author(type == null ? null : Caller.ActorType.valueOf(type), row.getString("set_by")),
                row.getInt("revision"),
                row.getTimestamp("next_run").toInstant(),
                last == null ? null : json.readValue(last, ScheduledRun.class),
                stopped == null ? null : json.readValue(stopped, Stopped.class));
    }
}
