package io.plumbline.eval.gate.ledger.chunk;

import io.plumbline.eval.gate.ledger.GateStatus;
import io.plumbline.eval.gate.ledger.Halt;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The allocation of concurrent calls, shared by all replicas. A replica without a heartbeat for [#HELD], by the
/// database's clock, counts as dead, and its slots are released.
@Component
public final class SlotStore {

    /// Shorter than the time until the queue gives a dead replica's work to another.
    public static final Duration HELD = Duration.ofSeconds(10);

    /// A lock number that nobody else uses.
    private static final long LOCK = 0x706c5f736c6f7473L;

    private final JdbcClient jdbc;

    SlotStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// The state of a gate for its callers.
    ///
    /// @param halted null while it continues
    /// @param costUsd cost of answers and ratings so far
    public record Pulse(
            UUID gate,
            GateStatus status,
            @Nullable Halt halted,
            @Nullable Instant startedAt,
            BigDecimal costUsd) {}

    /// Returns all allocations, locked until the end of the transaction.
    public List<HeldSlots> lock() {
        jdbc.sql("select pg_advisory_xact_lock(?)").param(LOCK).query().listOfRows();
        jdbc.sql("delete from gate_slots where held_until < clock_timestamp()").update();
        return jdbc.sql("select gate_id, replica, team, bulkheads, slots, wanted from gate_slots")
                .query((row, _) -> new HeldSlots(
                        row.getObject(1, UUID.class),
                        row.getObject(2, UUID.class),
                        row.getString(3),
                        RunChunkStore.set(row.getArray(4)),
                        row.getInt(5),
                        row.getInt(6)))
                .list();
    }

    /// Takes or renews slots, within a transaction of [#lock]. A deleted gate takes none; an error would delay
    /// the heartbeat of the other gates.
    public void hold(HeldSlots held) {
        jdbc.sql("""
                        insert into gate_slots (gate_id, replica, team, bulkheads, slots, wanted, held_until)
                        select id, :replica, :team, :bulkheads, :slots, :wanted,
                            clock_timestamp() + make_interval(secs => :seconds)
                        from gate where id = :gate
                        on conflict (gate_id, replica) do update
                        set bulkheads = excluded.bulkheads, slots = excluded.slots, wanted = excluded.wanted, held_until = excluded.held_until
                        """)
                .param("gate", held.gate())
                .param("replica", held.replica())
                .param("team", held.team())
                .param("bulkheads", held.bulkheads().toArray(String[]::new))
                .param("slots", held.slots())
                .param("wanted", held.wanted())
                .param("seconds", (double) HELD.toSeconds())
                .update();
    }

    public void release(UUID gate, UUID replica) {
        jdbc.sql("delete from gate_slots where gate_id = ? and replica = ?")
                .params(gate, replica)
                .update();
    }

    /// Returns the states of existing gates.
    public List<Pulse> pulses(Collection<UUID> gates) {
        return jdbc.sql("select id, status, halted, started_at, cost_usd from gate where id = any(?)")
                .param(gates.toArray(UUID[]::new))
                .query((row, _) -> {
                    String halted = row.getString(3);
                    Timestamp started = row.getTimestamp(4);
                    return new Pulse(
                            row.getObject(1, UUID.class),
                            GateStatus.valueOf(row.getString(2)),
                            halted == null ? null : Halt.valueOf(halted),
                            started == null ? null : started.toInstant(),
                            row.getBigDecimal(5));
                })
                .list();
    }
}
