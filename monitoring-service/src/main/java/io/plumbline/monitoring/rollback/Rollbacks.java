package io.plumbline.monitoring.rollback;

import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import io.plumbline.monitoring.rollout.Rollback;
import io.plumbline.monitoring.rollout.TimeCursor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/// Reads the rollbacks of the caller's teams.
@Repository
class Rollbacks {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient jdbc;

    Rollbacks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Newest first.
    @Transactional(readOnly = true)
    Page<RollbackRecord> list(Paging paging) {
        TimeCursor after = TimeCursor.of(paging);
        List<RollbackRecord> found = jdbc.sql("""
                        select r.document, i.incident_id
                        from rollback r left join rollback_incident i using (rollout_id)
                        where (cast(:teams as text[]) is null or r.team = any (cast(:teams as text[])))
                          and (cast(:afterTime as timestamptz) is null
                               or (r.rolled_back_at, r.rollout_id)
                                  < (cast(:afterTime as timestamptz), cast(:afterId as uuid)))
                        order by r.rolled_back_at desc, r.rollout_id desc
                        limit :limit
                        """)
                .param("teams", TimeCursor.teams())
                .param("afterTime", after.time())
                .param("afterId", after.id())
                .param("limit", paging.size() + 1)
                .query((row, _) -> read(row))
                .list();
        return Page.of(
                found,
                paging,
                row -> TimeCursor.behind(
                        row.rollback().rolledBackAt(), row.rollback().rolloutId()));
    }

    /// Returns the rollback of a rollout, if any.
    @Transactional(readOnly = true)
    public Optional<RollbackRecord> find(UUID rolloutId) {
        return jdbc.sql("""
                        select r.document, i.incident_id
                        from rollback r left join rollback_incident i using (rollout_id)
                        where r.rollout_id = ?
                        """).param(rolloutId).query((row, _) -> read(row)).optional();
    }

    private static RollbackRecord read(ResultSet row) throws SQLException {
        return new RollbackRecord(JSON.readValue(row.getString(1), Rollback.class), row.getObject(2, UUID.class));
    }
}
