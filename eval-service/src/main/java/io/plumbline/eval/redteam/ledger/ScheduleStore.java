package io.plumbline.eval.redteam.ledger;

import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Stores the nightly campaigns of teams.
@Component
public final class ScheduleStore {

    private static final String DUE = "hour <= :hour and (last_run is null or last_run < :today)";

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    ScheduleStore(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /// @param setBy opaque id of the one who set it
    /// @param withoutGuardsUntil when its campaigns stop bypassing the guards; null if they never do
    public record Scheduled(
            String team,
            CampaignSchedule schedule,
            String setBy,
            @Nullable Instant withoutGuardsUntil) {}

    public void put(String team, CampaignSchedule schedule, String setBy, @Nullable Instant withoutGuardsUntil) {
        jdbc.sql("""
                        insert into campaign_schedule (team, request, hour, set_by, updated_at, without_guards_until)
                        values (:team, cast(:request as jsonb), :hour, :by, :at, :until)
                        on conflict (team) do update set request = excluded.request, hour = excluded.hour,
                            set_by = excluded.set_by, updated_at = excluded.updated_at,
                            without_guards_until = excluded.without_guards_until
                        """)
                .param("team", team)
                .param("request", json.writeValueAsString(schedule))
                .param("hour", schedule.hour())
                .param("by", setBy)
                .param("at", Timestamp.from(clock.instant()))
                .param("until", withoutGuardsUntil == null ? null : Timestamp.from(withoutGuardsUntil))
                .update();
    }

    public Optional<Scheduled> find(String team) {
        return jdbc.sql("select * from campaign_schedule where team = ?")
                .param(team)
                .query((row, _) -> scheduled(row))
                .optional();
    }

    public boolean delete(String team) {
        return jdbc.sql("delete from campaign_schedule where team = ?")
                        .param(team)
                        .update()
                == 1;
    }

    public boolean isAnyDue() {
        Instant now = clock.instant();
        return jdbc.sql("select exists(select from campaign_schedule where " + DUE + ")")
                .param("today", Date.valueOf(LocalDate.ofInstant(now, ZoneOffset.UTC)))
                .param("hour", now.atZone(ZoneOffset.UTC).getHour())
                .query(Boolean.class)
                .single();
    }

    /// Takes the schedules that are due today and marks them as run, so that one replica runs each.
    public List<Scheduled> takeDue() {
        Instant now = clock.instant();
        return jdbc.sql("update campaign_schedule set last_run = :today where " + DUE + " returning *")
                .param("today", Date.valueOf(LocalDate.ofInstant(now, ZoneOffset.UTC)))
                .param("hour", now.atZone(ZoneOffset.UTC).getHour())
                .query((row, _) -> scheduled(row))
                .list();
    }

    private Scheduled scheduled(ResultSet row) throws SQLException {
        Timestamp until = row.getTimestamp("without_guards_until");
        return new Scheduled(
                row.getString("team"),
                json.readValue(row.getString("request"), CampaignSchedule.class),
                row.getString("set_by"),
                until == null ? null : until.toInstant());
    }
}
