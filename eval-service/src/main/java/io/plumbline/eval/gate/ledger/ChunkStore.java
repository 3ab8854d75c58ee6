package io.plumbline.eval.gate.ledger;

import java.sql.Array;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The chunks of runs: which are planned, queued and done.
public final class ChunkStore {

    private final JdbcClient jdbc;

    public ChunkStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Cuts the turns of a stage into chunks, but what is cut already.
    ///
    /// @param from its first turn
    /// @param to the turn behind its last
    /// @param size turns of a chunk, at least 1
    /// @param bulkheads what the calls go to
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

    /// Plans the chunk in which the answers are judged, if it is not planned.
    ///
    /// @param turn behind the last one of the items
    public void planJudging(Gate gate, int stage, int turn, Set<String> bulkheads) {
        jdbc.sql("""
                        insert into gate_chunk (gate_id, team, stage, from_turn, to_turn, bulkheads, judging)
                        values (?, ?, ?, ?, ?, ?, true) on conflict do nothing
                        """)
                .params(gate.id(), gate.team(), stage, turn, turn + 1, bulkheads.toArray(String[]::new))
                .update();
    }

    /// Has the answers judged again that lack a verdict.
    public void reopenJudging(UUID gate) {
        jdbc.sql("update gate_chunk set done = false, queued = false where gate_id = ? and judging")
                .param(gate)
                .update();
    }

    /// Gates that have chunks which are not queued, with the first of them.
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

    /// Lets whoever has room queue a chunk that is not done.
    public void putBack(GateChunk chunk) {
        jdbc.sql("update gate_chunk set queued = false where gate_id = ? and from_turn = ? and not done")
                .params(chunk.gate(), chunk.from())
                .update();
    }

    /// What a chunk is.
    ///
    /// @param judging whether answers are judged in it, rather than items asked
    /// @param bulkheads the providers that its calls go to; the model or route where no provider is known
    public record State(String team, boolean done, boolean judging, Set<String> bulkheads) {}

    /// Empty when its run is over.
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

    /// Marks the next chunks of a stage as queued; each is given to one caller.
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

    /// Those that are queued and not done.
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

    /// Leaves out those that nobody has begun.
    public void drop(UUID gate, int stage) {
        jdbc.sql("update gate_chunk set done = true where gate_id = ? and stage = ? and not queued")
                .params(gate, stage)
                .update();
    }

    /// Whether nothing of the stage is left to do.
    public boolean allDone(UUID gate, int stage) {
        return !jdbc.sql("select exists (select from gate_chunk where gate_id = ? and stage = ? and not done)")
                .params(gate, stage)
                .query(Boolean.class)
                .single();
    }

    /// Forgets the chunks of a run that is over.
    public void clear(UUID gate) {
        jdbc.sql("delete from gate_chunk where gate_id = ?").param(gate).update();
    }
}
