package io.plumbline.monitoring.slo;

import io.plumbline.monitoring.waiting.WaitingWork;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/// Stores the state of objectives.
@Repository
class SloStore {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final JdbcClient jdbc;
    private final WaitingWork.Check waiting;

    SloStore(JdbcClient jdbc, WaitingWork work) {
        this.jdbc = jdbc;
        this.waiting = work.check("exists (select from slo where next_evaluation_at <= :now)");
    }

    /// Whether an objective may be due; see [WaitingWork].
    boolean hasWork() {
        return waiting.isThere();
    }

    /// An objective to evaluate.
    record Due(String name, String team, SloPlan plan) {}

    /// Returns the objective to evaluate next, locked; skips locked ones.
    Optional<Due> due(Instant now) {
        return jdbc.sql("""
                        select name, team, plan from slo where next_evaluation_at <= ?
                        order by next_evaluation_at limit 1 for update skip locked
                        """)
                .param(Timestamp.from(now))
                .query((row, _) ->
                        new Due(row.getString(1), row.getString(2), JSON.readValue(row.getString(3), SloPlan.class)))
                .optional();
    }

    void evaluated(String name, SloStatus status, Instant next) {
        jdbc.sql("update slo set status = cast(? as jsonb), next_evaluation_at = ? where name = ?")
                .params(JSON.writeValueAsString(status), Timestamp.from(next), name)
                .update();
    }

    /// Forgets the state of a replaced objective, and evaluates it at once.
    void restart(String name) {
        jdbc.sql("update slo set status = null, next_evaluation_at = '-infinity' where name = ?")
                .param(name)
                .update();
    }

    /// Returns the states of those that were evaluated.
    @Transactional(readOnly = true)
    public Map<String, SloStatus> statuses(Collection<String> names) {
        return jdbc
                .sql("select name, status from slo where name = any (cast(? as text[])) and status is not null")
                .param(names.toArray(String[]::new))
                .query((row, _) -> Map.entry(row.getString(1), JSON.readValue(row.getString(2), SloStatus.class)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
