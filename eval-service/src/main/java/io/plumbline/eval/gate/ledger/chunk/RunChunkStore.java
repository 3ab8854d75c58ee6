package io.plumbline.eval.gate.ledger.chunk;

import io.plumbline.eval.gate.ledger.Gate;
import java.sql.Array;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Stores the chunks of runs with their states: planned, queued and done.
@Component
public final class RunChunkStore {

    private final JdbcClient jdbc;

    RunChunkStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Splits the turns of a stage into chunks, except those already split.
    ///
    /// @param from its first turn
    /// @param to its last turn, exclusive
    /// @param size turns per chunk, at least 1
    /// @param bulkheads the targets of the calls
    public void plan(Gate gate, int stage, int from, int to, int size, Set<String> bulkheads) {
        jdbc.sql("""
                        insert into gate_chunk (gate_id, team, stage, from_turn, to_turn, bulkheads)
                        select :gate, :team, :stage, turn, least(turn + :size, :to), cast(:bulkheads as text[])
                        from generate_series(:from, :to - 1, :size) as turn
                        where not exists (select from gate_chunk where gate_id = :gate and stage = :stage)
                        on conflict do nothing
                        """)
                .param("gate", gate.id())
                .param("team", gate.team())
                .param("stage", stage)
                .param("from", from)
                .param("to", to)
                .param("size", size)
                .param("bulkheads", bulkheads.toArray(String[]::new))
                .update();
    }

    /// Plans the chunk that rates the answers, unless already planned.
    ///
    /// @param turn the last turn of the items, exclusive
    public void planJudging(Gate gate, int stage, int turn, Set<String> bulkheads) {
        jdbc.sql("""
                        insert into gate_chunk (gate_id, team, stage, from_turn, to_turn, bulkheads, judging)
                        values (?, ?, ?, ?, ?, ?, true) on conflict do nothing
                        """)
                .params(gate.id(), gate.team(), stage, turn, turn + 1, bulkheads.toArray(String[]::new))
                .update();
    }

    /// Plans rating again for answers without a rating.
    public void reopenJudging(UUID gate) {
        jdbc.sql("update gate_chunk set done = false, queued = false where gate_id = ? and judging")
                .param(gate)
                .update();
    }

    /// Gates with chunks that are not queued, with the first such chunk.
    public record Waiting(UUID gate, String team, int stage, Set<String> bulkheads) {}

    public List<Waiting> waiting() {
        return jdbc.sql("""
                        select g.id, g.team, c.stage, c.bulkheads
                        from gate g cross join lateral (
                            select stage, bulkheads from gate_chunk
                            where gate_id = g.id and not queued and not done order by from_turn limit 1) c
                        where g.status = 'RUNNING' order by g.id
                        """)
                .query((row, _) -> new Waiting(
                        row.getObject(1, UUID.class), row.getString(2), row.getInt(3), set(row.getArray(4))))
                .list();
    }

    /// Makes an unfinished chunk available to any replica.
    public void putBack(GateChunk chunk) {
        jdbc.sql("update gate_chunk set queued = false where gate_id = ? and from_turn = ? and not done")
                .params(chunk.gate(), chunk.from())
                .update();
    }

    /// The state of a chunk.
    ///
    /// @param judging whether it rates answers instead of calling systems
    /// @param bulkheads the providers of its calls; the model or route if no provider is known
    public record State(String team, boolean done, boolean judging, Set<String> bulkheads) {}

    /// Returns nothing if the run is over.
    public Optional<State> state(GateChunk chunk) {
        return jdbc.sql("select team, done, judging, bulkheads from gate_chunk where gate_id = ? and from_turn = ?")
                .params(chunk.gate(), chunk.from())
                .query((row, _) ->
                        new State(row.getString(1), row.getBoolean(2), row.getBoolean(3), set(row.getArray(4))))
                .optional();
    }

    static Set<String> set(Array names) throws SQLException {
        return Set.of((String[]) names.getArray());
    }

    /// Marks the next chunks of a stage as queued; each is returned to one caller only.
    public List<GateChunk> next(UUID gate, int stage, int most) {
        return jdbc.sql("""
                        update gate_chunk set queued = true where (gate_id, from_turn) in (
                            select gate_id, from_turn from gate_chunk
                            where gate_id = :gate and stage = :stage and not queued and not done
                            order by from_turn limit :most for update skip locked)
                        returning from_turn, to_turn
                        """)
                .param("gate", gate)
                .param("stage", stage)
                .param("most", most)
                .query((row, _) -> new GateChunk(gate, stage, row.getInt(1), row.getInt(2)))
                .list();
    }

    /// Returns queued, unfinished chunks.
    public List<GateChunk> queued(UUID gate, int stage) {
        return jdbc.sql("""
                        select from_turn, to_turn from gate_chunk
                        where gate_id = ? and stage = ? and queued and not done order by from_turn
                        """)
                .params(gate, stage)
                .query((row, _) -> new GateChunk(gate, stage, row.getInt(1), row.getInt(2)))
                .list();
    }

    public void done(GateChunk chunk) {
        jdbc.sql("update gate_chunk set done = true where gate_id = ? and from_turn = ?")
                .params(chunk.gate(), chunk.from())
                .update();
    }

    /// Drops unstarted chunks.
    public void drop(UUID gate, int stage) {
        jdbc.sql("update gate_chunk set done = true where gate_id = ? and stage = ? and not queued")
                .params(gate, stage)
                .update();
    }

    /// Whether the stage is complete.
    public boolean allDone(UUID gate, int stage) {
        return !jdbc.sql("select exists (select from gate_chunk where gate_id = ? and stage = ? and not done)")
                .params(gate, stage)
                .query(Boolean.class)
                .single();
    }

    /// Deletes the chunks of a finished run.
    public void clear(UUID gate) {
        jdbc.sql("delete from gate_chunk where gate_id = ?").param(gate).update();
    }
}
