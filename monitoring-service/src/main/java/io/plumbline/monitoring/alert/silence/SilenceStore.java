package io.plumbline.monitoring.alert.silence;

import io.plumbline.monitoring.alert.Alert;
import io.plumbline.monitoring.alert.AlertMatcher;
import io.plumbline.monitoring.alert.AlertRows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/// The table of silences.
@Repository
class SilenceStore {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int MOST = 1_000;

    private final JdbcClient jdbc;

    SilenceStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(AlertSilence silence) {
        jdbc.sql("""
                        insert into alert_silence (id, team, matcher, starts_at, ends_at, reason, author, created_at)
                        values (:id, :team, cast(:matcher as jsonb), :startsAt, :endsAt, :reason, :author, :createdAt)
                        """)
                .param("id", silence.id())
                .param("team", silence.team())
                .param("matcher", JSON.writeValueAsString(silence.matcher()))
                .param("startsAt", Timestamp.from(silence.startsAt()))
                .param("endsAt", Timestamp.from(silence.endsAt()))
                .param("reason", silence.reason())
                .param("author", silence.author())
                .param("createdAt", Timestamp.from(silence.createdAt()))
                .update();
    }

    Optional<AlertSilence> find(UUID id) {
        return jdbc.sql("select * from alert_silence where id = ?")
                .param(id)
                .query((row, _) -> read(row))
                .optional();
    }

    /// Newest first.
    List<AlertSilence> list(@Nullable String team, @Nullable Instant endsAfter, @Nullable UUID before, int limit) {
        return jdbc.sql("""
                        select * from alert_silence
                        where (cast(:team as text) is null or team = :team)
                          and (cast(:endsAfter as timestamptz) is null or ends_at > :endsAfter)
                          and (cast(:before as uuid) is null or id < :before)
                        order by id desc limit :limit
                        """)
                .param("team", team)
                .param("endsAfter", endsAfter == null ? null : Timestamp.from(endsAfter))
                .param("before", before)
                .param("limit", limit)
                .query((row, _) -> read(row))
                .list();
    }

    long countEndingAfter(String team, Instant now) {
        return jdbc.sql("select count(*) from alert_silence where team = ? and ends_at > ?")
                .params(team, Timestamp.from(now))
                .query(Long.class)
                .single();
    }

    Optional<Alert> alert(UUID id) {
        return jdbc.sql("select * from alert where id = ?")
                .param(id)
                .query((row, _) -> AlertRows.read(row))
                .optional();
    }

    /// Returns the newest silences of a team that applied within a time.
    List<AlertSilence> between(String team, Instant from, Instant to) {
        return jdbc.sql("""
                        select * from alert_silence where team = :team and starts_at <= :to and ends_at > :from
                        order by id desc limit :most
                        """)
                .param("team", team)
                .param("from", Timestamp.from(from))
                .param("to", Timestamp.from(to))
                .param("most", MOST)
                .query((row, _) -> read(row))
                .list();
    }

    /// Returns the silences that apply at a time.
    List<AlertSilence> active(Instant now) {
        return jdbc.sql("select * from alert_silence where ends_at > :now and starts_at <= :now")
                .param("now", Timestamp.from(now))
                .query((row, _) -> read(row))
                .list();
    }

    /// Ends a silence; returns false if it has ended already.
    boolean end(UUID id, Instant now) {
        return jdbc.sql("""
                        update alert_silence set ends_at = :now, starts_at = least(starts_at, :now)
                        where id = :id and ends_at > :now
                        """).param("id", id).param("now", Timestamp.from(now)).update() == 1;
    }

    private static AlertSilence read(ResultSet row) throws SQLException {
        return new AlertSilence(
                row.getObject("id", UUID.class),
                row.getString("team"),
                JSON.readValue(row.getString("matcher"), AlertMatcher.class),
                row.getTimestamp("starts_at").toInstant(),
                row.getTimestamp("ends_at").toInstant(),
                row.getString("reason"),
                row.getString("author"),
                row.getTimestamp("created_at").toInstant());
    }
}
