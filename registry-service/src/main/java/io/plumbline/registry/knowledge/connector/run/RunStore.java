package io.plumbline.registry.knowledge.connector.run;

import io.plumbline.registry.knowledge.connector.Connector;
import io.plumbline.registry.knowledge.connector.run.ConnectorRun.Cause;
import io.plumbline.registry.knowledge.connector.run.ConnectorRun.Phase;
import io.plumbline.registry.knowledge.connector.run.ConnectorRun.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/// The table of runs. A connector has one open run at most.
@Repository
class RunStore {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    RunStore(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /// Another replica works on the run, or it has ended.
    static final class LostRunException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        LostRunException() {
            super("another replica works on the run, or it has ended", null, false, false);
        }
    }

    /// Opens a run; returns false if the connector has an open one.
    boolean open(UUID id, Connector connector, Cause cause, Phase phase, RunCounts counts) {
        return jdbc.sql("""
                        insert into knowledge_connector_run (id, connector_id, team, cause, state, phase, counts, failures,
                            reading, revision, started_at, updated_at)
                        values (:id, :connector, :team, :cause, 'RUNNING', :phase, cast(:counts as jsonb), 0, :reading, 0,
                            :now, :now)
                        on conflict (connector_id) where ended_at is null do nothing
                        """)
                        .param("id", id)
                        .param("connector", connector.id())
                        .param("team", connector.team())
                        .param("cause", cause.name())
                        .param("phase", phase.name())
                        .param("counts", json.writeValueAsString(counts))
                        .param("reading", connector.terms().readingDigest())
                        .param("now", now())
                        .update()
                == 1;
    }

    /// Returns a run that has not ended.
    Optional<OpenRun> open(UUID id) {
        return jdbc.sql("select * from knowledge_connector_run where id = ? and ended_at is null")
                .param(id)
                .query(this::openRun)
                .optional();
    }

    /// Returns open runs that have not changed since a time.
    List<UUID> idle(Instant since) {
        return jdbc.sql("select id from knowledge_connector_run where ended_at is null and updated_at < ?")
                .param(Timestamp.from(since))
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
    }

    /// Stores the progress of a run and returns it with its new revision.
    ///
    /// @throws LostRunException if it has changed elsewhere
    OpenRun save(OpenRun run) {
        return write(run, State.RUNNING, null);
    }

    /// Ends a run.
    ///
    /// @throws LostRunException if it has changed elsewhere
    void end(OpenRun run, State state) {
        write(run, state, now());
    }

    private OpenRun write(OpenRun run, State state, @Nullable Timestamp ended) {
        int rows = jdbc.sql("""
                        update knowledge_connector_run set state = :state, phase = :phase, position = :position,
                            counts = cast(:counts as jsonb), reason = :reason, failures = :failures,
                            revision = revision + 1, updated_at = :now, ended_at = :ended
                        where id = :id and revision = :revision and ended_at is null
                        """)
                .param("state", state.name())
                .param("phase", run.phase().name())
                .param("position", run.position())
                .param("counts", json.writeValueAsString(run.counts()))
                .param("reason", run.reason())
                .param("failures", run.failures())
                .param("now", now())
                .param("ended", ended)
                .param("id", run.id())
                .param("revision", run.revision())
                .update();
        if (rows == 0) {
            throw new LostRunException();
        }
        return run.saved();
    }

    Optional<ConnectorRun> find(UUID connector, UUID id) {
        return jdbc.sql("select * from knowledge_connector_run where connector_id = ? and id = ?")
                .params(connector, id)
                .query(this::run)
                .optional();
    }

    /// Newest first.
    List<ConnectorRun> page(UUID connector, @Nullable UUID before, int limit) {
        return jdbc.sql("""
                        select * from knowledge_connector_run
                        where connector_id = :connector and (cast(:before as uuid) is null or id < cast(:before as uuid))
                        order by id desc limit :limit
                        """)
                .param("connector", connector)
                .param("before", before)
                .param("limit", limit)
                .query(this::run)
                .list();
    }

    /// Deletes runs that ended before a time, except the last one of each connector.
    void forget(Instant before) {
        jdbc.sql("""
                        delete from knowledge_connector_run r where ended_at < ? and exists (
                            select from knowledge_connector_run n where n.connector_id = r.connector_id and n.id > r.id)
                        """).param(Timestamp.from(before)).update();
    }

    /// Returns the position from which a run of a log begins; null for its beginning.
    @Nullable
    String reached(OpenRun run) {
        return jdbc.sql("select position from knowledge_connector_position where connector_id = ? and reading = ?")
                .params(run.connectorId(), run.reading())
                .query(String.class)
                .optional()
                .orElse(null);
    }

    /// Stores the position from which the next run of a log begins.
    void reached(OpenRun run, String position) {
        jdbc.sql("""
                        insert into knowledge_connector_position (connector_id, team, reading, position, updated_at)
                        values (:connector, :team, :reading, :position, :now)
                        on conflict (connector_id) do update set reading = excluded.reading,
                            position = excluded.position, updated_at = excluded.updated_at
                        """)
                .param("connector", run.connectorId())
                .param("team", run.team())
                .param("reading", run.reading())
                .param("position", position)
                .param("now", now())
                .update();
    }

    private OpenRun openRun(ResultSet row, int number) throws SQLException {
        return new OpenRun(
                row.getObject("id", UUID.class),
                row.getObject("connector_id", UUID.class),
                row.getString("team"),
                Cause.valueOf(row.getString("cause")),
                Phase.valueOf(row.getString("phase")),
                row.getString("position"),
                json.readValue(row.getString("counts"), RunCounts.class),
                row.getInt("failures"),
                row.getString("reason"),
                row.getString("reading"),
                row.getTimestamp("started_at").toInstant(),
                row.getLong("revision"));
    }

    private ConnectorRun run(ResultSet row, int number) throws SQLException {
        Timestamp ended = row.getTimestamp("ended_at");
        return new ConnectorRun(
                row.getObject("id", UUID.class),
                Cause.valueOf(row.getString("cause")),
                State.valueOf(row.getString("state")),
                Phase.valueOf(row.getString("phase")),
                json.readValue(row.getString("counts"), RunCounts.class),
                row.getString("reason"),
                row.getInt("failures"),
                row.getTimestamp("started_at").toInstant(),
                row.getTimestamp("updated_at").toInstant(),
                ended == null ? null : ended.toInstant());
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
