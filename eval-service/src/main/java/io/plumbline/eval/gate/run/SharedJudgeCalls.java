package io.plumbline.eval.gate.run;

import io.plumbline.eval.gate.judging.JudgeCalls;
import io.plumbline.eval.gate.ledger.Halt;
import io.plumbline.eval.suite.Caps;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.function.Supplier;

/// The calls of a gate's judge, as part of what this replica does for the gate.
final class SharedJudgeCalls implements JudgeCalls {

    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    private final GateShare share;
    private final GateCourse course;

    SharedJudgeCalls(GateShare share, GateCourse course) {
        this.share = share;
        this.course = course;
    }

    @Override
    public Standing standing() {
        return switch (share.standing()) {
            case OVER -> Standing.OVER;
            case LOST ->
                throw new IllegalStateException("the database was out of reach: the run goes on from what is stored");
            case OPEN -> share.halted() == null ? Standing.OPEN : Standing.HALTED;
        };
    }

    @Override
    public void expect(int more) {
        share.expect(more);
    }

    @Override
    public boolean take() throws InterruptedException {
        while (!share.ended()) {
            if (share.places().take(LOOK_EVERY.toNanos())) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void giveBack() {
        share.places().giveBack();
    }

    @Override
    public <T> T during(Supplier<T> calls) {
        return share.during(calls);
    }

    @Override
    public void spent(BigDecimal costUsd) {
        Caps caps = share.gate().document().caps();
        if (caps != null && caps.reachedBy(costUsd) && share.halted() == null) {
            share.halt(Halt.COST);
            course.halt(share.gate().id(), Halt.COST);
        }
    }
}
