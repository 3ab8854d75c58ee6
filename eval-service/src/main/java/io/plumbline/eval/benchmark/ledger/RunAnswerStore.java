package io.plumbline.eval.benchmark.ledger;

import io.plumbline.eval.benchmark.ledger.RunUnit.Purpose;
import io.plumbline.eval.benchmark.task.ItemScore;
import io.plumbline.eval.trial.Spent;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/// Stores the outcomes of calls.
@Component
public class RunAnswerStore {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final BenchmarkRunStore runs;

    RunAnswerStore(JdbcClient jdbc, JsonMapper json, BenchmarkRunStore runs) {
        this.jdbc = jdbc;
        this.json = json;
        this.runs = runs;
    }

    private record AnswerRow(
            int unit,
            int item,
            String purpose,
            int sample,
            @Nullable String score,
            @Nullable String error,
            String answer,
            double latency) {}

    /// Returns the numbers of the units that have an outcome.
    public Set<Integer> answered(UUID run) {
        return new HashSet<>(jdbc.sql("select unit from benchmark_answer where run_id = ?")
                .param(run)
                .query(Integer.class)
                .list());
    }

    /// Stores outcomes and counts what they cost; returns false if the run has ended.
    @Transactional
    public boolean put(BenchmarkRun run, List<RunAnswer> answers) {
        List<AnswerRow> rows = new ArrayList<>();
        Spent spent = Spent.NOTHING;
        for (RunAnswer answer : answers) {
            spent = spent.plus(answer.spent());
            rows.add(new AnswerRow(
                    answer.unit().number(),
                    answer.unit().item(),
                    answer.unit().purpose().name(),
                    answer.unit().sample(),
                    answer.score() == null ? null : json.writeValueAsString(answer.score()),
                    answer.error(),
                    answer.answer(),
                    answer.spent().latencyMs()));
        }
        int stored = jdbc.sql("""
                        insert into benchmark_answer (run_id, team, unit, item, purpose, sample, score, error, answer,
                            latency_ms)
                        select :run, :team, unit, item, purpose, sample, score, error, answer, latency
                        from json_to_recordset(cast(:rows as json)) as given (unit int, item int, purpose text,
                            sample int, score text, error text, answer text, latency double precision)
                        on conflict do nothing
                        """)
                .param("run", run.id())
                .param("team", run.team())
                .param("rows", json.writeValueAsString(rows))
                .update();
        return runs.count(run.id(), stored, spent);
    }

    /// Returns all outcomes of a run without their texts, by unit.
    public List<RunAnswer> scores(UUID run) {
        return jdbc.sql("""
                        select unit, item, purpose, sample, score, error, '' as answer, latency_ms
                        from benchmark_answer where run_id = ? order by unit
                        """).param(run).query((row, _) -> answer(row)).list();
    }

    /// Returns a page of outcomes, by unit.
    public List<RunAnswer> answers(UUID run, @Nullable Purpose purpose, int after, int limit) {
        return jdbc.sql("""
                        select * from benchmark_answer where run_id = :run and unit > :after
                            and (cast(:purpose as text) is null or purpose = :purpose)
                        order by unit limit :limit
                        """)
                .param("run", run)
                .param("after", after)
                .param("purpose", purpose == null ? null : purpose.name())
                .param("limit", limit)
                .query((row, _) -> answer(row))
                .list();
    }

    private RunAnswer answer(ResultSet row) throws SQLException {
        String score = row.getString("score");
        return new RunAnswer(
                new RunUnit(
                        row.getInt("unit"),
                        row.getInt("item"),
                        Purpose.valueOf(row.getString("purpose")),
                        row.getInt("sample")),
                score == null ? null : json.readValue(score, ItemScore.class),
                row.getString("error"),
                row.getString("answer"),
                new Spent(0, 0, BigDecimal.ZERO, row.getDouble("latency_ms")));
    }
}
