package io.plumbline.eval.gate.ledger;

import java.util.List;
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
    public void plan(Gate gate, int stage, int from, int to, int size) {
        jdbc.sql("""
                        insert into gate_chunk (gate_id, team, stage, from_turn, to_turn)
                        select :gate, :team, :stage, turn, least(turn + :size, :to)
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
                .update();
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

    public boolean isDone(GateChunk chunk) {
        return jdbc.sql("select done from gate_chunk where gate_id = ? and from_turn = ?")
                .params(chunk.gate(), chunk.from())
                .query(Boolean.class)
                .optional()
                .orElse(true);
    }

    /// False when it was done already.
    public boolean done(GateChunk chunk) {
        return jdbc.sql("update gate_chunk set done = true where gate_id = ? and from_turn = ? and not done")
                        .params(chunk.gate(), chunk.from())
                        .update()
                == 1;
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
