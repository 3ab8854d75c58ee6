package io.plumbline.eval.gate.run;

import io.plumbline.eval.gate.judging.JudgeCalls;
import java.math.BigDecimal;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

/// A run whose answers are already rated: it makes no call and records if a rating is missing.
final class StoredRatings implements JudgeCalls {

    private final boolean halted;
    private volatile boolean missing;

    /// @param halted whether the run ended before everything was rated
    StoredRatings(boolean halted) {
        this.halted = halted;
    }

    /// Whether an answer lacks its rating.
    boolean areMissing() {
        return missing;
    }

    @Override
    public Standing standing() {
        return halted || missing ? Standing.HALTED : Standing.OPEN;
    }

    @Override
    public void expect(int more) {}

    @Override
    public boolean take() {
        return !missing;
    }

    @Override
    public void release() {}

    @Override
    public <T> T during(Supplier<T> calls) {
        missing = true;
        throw new CancellationException("a verdict is missing");
    }

    @Override
    public void spent(BigDecimal costUsd) {}
}
