package io.plumbline.governance.audit.verification;

import io.plumbline.audit.UuidV7;
import io.plumbline.governance.audit.verification.Verification.Report;
import io.plumbline.governance.audit.verification.Verification.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/// The table of verifications. At most one runs.
@Repository
class VerificationStore {

    private static final String COLUMNS = "id, state, requested_by, started_at, finished_at, report";

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final UuidV7 ids;

    VerificationStore(JdbcClient jdbc, JsonMapper json, UuidV7 ids) {
        this.jdbc = jdbc;
        this.json = json;
        this.ids = ids;
    }

    /// Returns the id of the started verification; empty if another is running.
    Optional<UUID> begin(String requestedBy, Instant now) {
        UUID id = ids.next();
        int begun = jdbc.sql("""
                                insert into log_verification (id, state, requested_by, started_at, alive_at)
                                values (?, 'RUNNING', ?, ?, ?)
                                on conflict (state) where state = 'RUNNING' do nothing
                                """).params(id, requestedBy, at(now), at(now)).update();
        return begun == 1 ? Optional.of(id) : Optional.empty();
    }

    void alive(UUID id, Instant now) {
        jdbc.sql("update log_verification set alive_at = ? where id = ? and state = 'RUNNING'")
                .params(at(now), id)
                .update();
    }

    /// Ends verifications without a recent heartbeat.
    void giveUp(Instant since, Instant now) {
        jdbc.sql("""
                        update log_verification set state = 'ERROR', finished_at = ?
                        where state = 'RUNNING' and alive_at < ?
                        """).params(at(now), at(since)).update();
    }

    /// Whether it was still running.
    boolean finish(UUID id, State state, @Nullable Report report, Instant now) {
        return jdbc.sql("""
                                update log_verification set state = ?, report = ?, size = ?, finished_at = ?
                                where id = ? and state = 'RUNNING'
                                """)
                        .param(state.name())
                        .param(report == null ? null : json.writeValueAsString(report))
                        .param(report == null ? null : report.size())
                        .params(at(now), id)
                        .update()
                == 1;
    }

    Optional<Verification> find(UUID id) {
        return jdbc.sql("select " + COLUMNS + " from log_verification where id = ?")
                .param(id)
                .query(this::read)
                .optional();
    }

    Optional<Verification> running() {
        return jdbc.sql("select " + COLUMNS + " from log_verification where state = 'RUNNING'")
                .query(this::read)
                .optional();
    }

    /// Newest first, before the given one.
    List<Verification> page(@Nullable UUID before, int limit) {
        return jdbc.sql("select " + COLUMNS
                        + " from log_verification where cast(:before as uuid) is null or id < :before"
                        + " order by id desc limit :limit")
                .param("before", before)
                .param("limit", limit)
                .query(this::read)
                .list();
    }

    private Verification read(ResultSet row, int number) throws SQLException {
        OffsetDateTime finishedAt = row.getObject("finished_at", OffsetDateTime.class);
        String report = row.getString("report");
        return new Verification(
                Objects.requireNonNull(row.getObject("id", UUID.class)),
                State.valueOf(row.getString("state")),
                row.getString("requested_by"),
                Objects.requireNonNull(row.getObject("started_at", OffsetDateTime.class))
                        .toInstant(),
                finishedAt == null ? null : finishedAt.toInstant(),
                report == null ? null : json.readValue(report, Report.class));
    }

    private static OffsetDateTime at(Instant instant) {
        return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
