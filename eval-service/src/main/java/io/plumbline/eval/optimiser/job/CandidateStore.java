package io.plumbline.eval.optimiser.job;

import io.plumbline.eval.optimiser.job.PromptCandidate.HeldOut;
import io.plumbline.eval.optimiser.job.PromptCandidate.Score;
import io.plumbline.eval.optimiser.search.PromptDraft;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/// Stores the candidates of jobs and their answers, so that a run continues where it ended. Only new answers
/// are stored: the first answer of a candidate to a record counts.
@Repository
public class CandidateStore {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    CandidateStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    public void insert(Optimisation job, PromptCandidate candidate) {
        jdbc.sql("""
                        insert into prompt_candidate (optimisation_id, number, team, generation, parent, draft)
                        values (:job, :number, :team, :generation, :parent, cast(:draft as jsonb)) on conflict do nothing
                        """)
                .param("job", job.id())
                .param("number", candidate.number())
                .param("team", job.team())
                .param("generation", candidate.generation())
                .param("parent", candidate.parent())
                .param("draft", json.writeValueAsString(candidate.draft()))
                .update();
    }

    /// By number.
    public List<PromptCandidate> of(UUID job) {
        return jdbc.sql("select * from prompt_candidate where optimisation_id = ? order by number")
                .param(job)
                .query((row, _) -> read(row))
                .list();
    }

    public void train(UUID job, int candidate, Score score) {
        jdbc.sql("update prompt_candidate set train = cast(? as jsonb) where optimisation_id = ? and number = ?")
                .params(json.writeValueAsString(score), job, candidate)
                .update();
    }

    public void heldOut(UUID job, int candidate, HeldOut score) {
        jdbc.sql("update prompt_candidate set held_out = cast(? as jsonb) where optimisation_id = ? and number = ?")
                .params(json.writeValueAsString(score), job, candidate)
                .update();
    }

    public void saved(UUID job, int candidate, int version) {
        jdbc.sql("update prompt_candidate set saved_version = ? where optimisation_id = ? and number = ?")
                .params(version, job, candidate)
                .update();
    }

    public void add(Optimisation job, Trial trial) {
        jdbc.sql("""
                        insert into prompt_trial
                            (optimisation_id, candidate, item, team, score, error, answer, tokens, cost_usd)
                        values (:job, :candidate, :item, :team, :score, :error, :answer, :tokens, :cost) on conflict do nothing
                        """)
                .param("job", job.id())
                .param("candidate", trial.candidate())
                .param("item", trial.record())
                .param("team", job.team())
                .param("score", trial.score())
                .param("error", trial.error())
                .param("answer", trial.answer())
                .param("tokens", trial.tokens())
                .param("cost", trial.costUsd())
                .update();
    }

    /// Returns the scores of a candidate by record; empty for an answer that has none.
    public Map<Integer, Optional<Double>> scores(UUID job, int candidate) {
        Map<Integer, Optional<Double>> scores = new HashMap<>();
        jdbc.sql("select item, score from prompt_trial where optimisation_id = ? and candidate = ?")
                .params(job, candidate)
                .query(row -> {
                    scores.put(row.getInt("item"), Optional.ofNullable(row.getObject("score", Double.class)));
                });
        return scores;
    }

    /// Returns the answer of a candidate to a record, if it was kept and scored.
    public Optional<Trial> answer(UUID job, int candidate, int record) {
        return jdbc.sql("""
                        select * from prompt_trial
                        where optimisation_id = ? and candidate = ? and item = ? and answer is not null
                        """)
                .params(job, candidate, record)
                .query((row, _) -> new Trial(
                        candidate,
                        record,
                        row.getObject("score", Double.class),
                        null,
                        row.getString("answer"),
                        row.getLong("tokens"),
                        row.getBigDecimal("cost_usd")))
                .optional();
    }

    private PromptCandidate read(ResultSet row) throws SQLException {
        String train = row.getString("train");
        String heldOut = row.getString("held_out");
        return new PromptCandidate(
                row.getInt("number"),
                row.getInt("generation"),
                row.getObject("parent", Integer.class),
                json.readValue(row.getString("draft"), PromptDraft.class),
                train == null ? null : json.readValue(train, Score.class),
                heldOut == null ? null : json.readValue(heldOut, HeldOut.class),
                row.getObject("saved_version", Integer.class));
    }
}
