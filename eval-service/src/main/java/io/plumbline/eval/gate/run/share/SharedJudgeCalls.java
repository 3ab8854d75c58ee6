package io.plumbline.eval.gate.run.share;

import io.plumbline.eval.gate.judging.JudgeCalls;
import io.plumbline.eval.gate.ledger.Halt;
import io.plumbline.eval.gate.run.lifecycle.GateLifecycle;
import io.plumbline.eval.suite.document.Caps;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The calls of a gate's judge as part of this replica's share of the gate, for one turn. Thread-safe.
public final class SharedJudgeCalls implements JudgeCalls {

    /// After this time, other chunks get their turn. Longer than that of a chunk because the sample is drawn
    /// again in each turn.
    private static final Duration TURN = Duration.ofSeconds(60);

    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    private final GateShare share;
    private final GateLifecycle lifecycle;
    private final BooleanSupplier leaving;
    private final long end = System.nanoTime() + TURN.toNanos();
    private volatile boolean turnOver;

    /// @param leaving whether this replica is about to stop
    public SharedJudgeCalls(GateShare share, GateLifecycle lifecycle, BooleanSupplier leaving) {
        this.share = share;
        this.lifecycle = lifecycle;
        this.leaving = leaving;
    }

    /// Whether there is more to rate later.
    public boolean turnOver() {
        return turnOver && !share.ended();
    }

    @Override
    public Standing standing() {
        return switch (share.standing()) {
            case OVER -> Standing.OVER;
            case LOST ->
                throw new IllegalStateException("the database was out of reach: the run goes on from what is stored");
            case OPEN -> share.halted() == null && !turnOver ? Standing.OPEN : Standing.HALTED;
        };
    }

    @Override
    public void expect(int more) {
        share.expect(more);
    }

    @Override
    public boolean take() throws InterruptedException {
        while (!share.ended() && !turnOver) {
            if (share.places().take(LOOK_EVERY.toNanos())) {
                return true;
            }
            turnOver = leaving.getAsBoolean() || System.nanoTime() - end > 0;
        }
        return false;
    }

    @Override
    public void release() {
        share.places().release();
        if (System.nanoTime() - end > 0) {
            turnOver = true;
        }
    }

    @Override
    public <T> T during(Supplier<T> calls) {
        return share.during("judge", this::see, calls);
    }

    private void see(@Nullable String failed) {
        if (failed != null) {
            share.note("judge", failed, 0);
        }
        if (share.seeJudge(failed)) {
            share.halt(Halt.OUTAGE, lifecycle);
        }
    }

    @Override
    public void spent(BigDecimal costUsd) {
        Caps caps = share.gate().document().caps();
        if (caps != null && caps.reachedBy(costUsd)) {
            share.halt(Halt.COST, lifecycle);
        }
    }
}
