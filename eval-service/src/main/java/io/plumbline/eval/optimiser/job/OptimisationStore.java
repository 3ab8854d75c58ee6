package io.plumbline.eval.optimiser.job;

import io.plumbline.eval.optimiser.job.Optimisation.Phase;
import io.plumbline.eval.optimiser.job.Optimisation.Status;
import java.math.BigDecimal;
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

/// Stores jobs. In the caller's transaction, if there is one.
@Repository
public class OptimisationStore {

    private static final String JOBS = """
            select o.*, coalesce(s.calls, 0) + o.proposals as calls, coalesce(s.tokens, 0) + o.proposal_tokens as tokens,
                coalesce(s.cost_usd, 0) + o.proposal_cost_usd as cost_usd
            from prompt_optimisation o
            left join lateral (select count(*) as calls, sum(tokens) as tokens, sum(cost_usd) as cost_usd
                from prompt_trial t where t.optimisation_id = o.id) s on true
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    OptimisationStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    public void insert(UUID id, String team, OptimisationPlan plan, String requestedBy, Instant at) {
        jdbc.sql("""
                        insert into prompt_optimisation (id, team, prompt, plan, status, phase, requested_by, created_at)
                        values (?, ?, ?, cast(? as jsonb), 'QUEUED', 'PREPARING', ?, ?)
                        """)
                .params(
                        id,
                        team,
                        String.valueOf(plan.candidate().prompt()),
                        json.writeValueAsString(plan),
                        requestedBy,
                        Timestamp.from(at))
                .update();
    }

    public Optional<Optimisation> find(UUID id) {
        return jdbc.sql(JOBS + " where o.id = ?")
                .param(id)
                .query((row, _) -> read(row))
                .optional();
    }

    /// Newest first.
    public List<Optimisation> newest(@Nullable String prompt, @Nullable UUID before, int limit) {
        return jdbc.sql(JOBS + """
                         where (cast(:prompt as text) is null or o.prompt = :prompt)
                          and (cast(:before as uuid) is null or o.id < cast(:before as uuid))
                        order by o.id desc limit :limit
                        """)
                .param("prompt", prompt)
                .param("before", before)
                .param("limit", limit)
                .query((row, _) -> read(row))
                .list();
    }

    public int waiting(String team) {
        return jdbc.sql("select count(*) from prompt_optimisation where team = ? and status in ('QUEUED', 'RUNNING')")
                .param(team)
                .query(Integer.class)
                .single();
    }

    /// Jobs that have not ended, for a sweep.
    public List<UUID> open() {
        return jdbc.sql("select id from prompt_optimisation where status in ('QUEUED', 'RUNNING')")
                .query((row, _) -> row.getObject("id", UUID.class))
                .list();
    }

    /// Enters a phase; returns false if the job has ended.
    public boolean enter(UUID id, Phase phase) {
        return jdbc.sql("""
                        update prompt_optimisation set status = 'RUNNING', phase = ?
                        where id = ? and status in ('QUEUED', 'RUNNING')
                        """).params(phase.name(), id).update() == 1;
    }

    public boolean hasEnded(UUID id) {
        return jdbc.sql("select status not in ('QUEUED', 'RUNNING') from prompt_optimisation where id = ?")
                .param(id)
                .query(Boolean.class)
                .optional()
                .orElse(true);
    }

    public void split(UUID id, Optimisation.Split split) {
        jdbc.sql("update prompt_optimisation set split = cast(? as jsonb) where id = ?")
                .params(json.writeValueAsString(split), id)
                .update();
    }

    public void proposed(UUID id, long tokens, @Nullable BigDecimal cost) {
        jdbc.sql("""
                        update prompt_optimisation set proposals = proposals + 1,
                            proposal_tokens = proposal_tokens + ?, proposal_cost_usd = proposal_cost_usd + ?
                        where id = ?
                        """).params(tokens, cost == null ? BigDecimal.ZERO : cost, id).update();
    }

    public void spentBudget(UUID id) {
        jdbc.sql("update prompt_optimisation set budget_spent = true where id = ?")
                .param(id)
                .update();
    }

    /// Ends a job; returns false if it had already ended.
    public boolean end(UUID id, Status status, @Nullable String error, Instant at) {
        return jdbc.sql("""
                        update prompt_optimisation set status = :status, error = :error, finished_at = :at
                        where id = :id and status in ('QUEUED', 'RUNNING')
                        """)
                        .param("status", status.name())
                        .param("error", error)
                        .param("at", Timestamp.from(at))
                        .param("id", id)
                        .update()
                == 1;
    }

    private Optimisation read(ResultSet row) throws SQLException {
        String split = row.getString("split");
        Timestamp finished = row.getTimestamp("finished_at");
        return new Optimisation(
                row.getObject("id", UUID.class),
                row.getString("team"),
                json.readValue(row.getString("plan"), OptimisationPlan.class),
                Status.valueOf(row.getString("status")),
                Phase.valueOf(row.getString("phase")),
                split == null ? null : json.readValue(split, Optimisation.Split.class),
                row.getBoolean("budget_spent"),
                row.getString("error"),
                new Optimisation.Spent(
                        row.getInt("calls"),
                        row.getLong("tokens"),
                        row.getBigDecimal("cost_usd"),
                        row.getInt("proposals")),
                row.getTimestamp("created_at").toInstant(),
                finished == null ? null : finished.toInstant());
    }
}
