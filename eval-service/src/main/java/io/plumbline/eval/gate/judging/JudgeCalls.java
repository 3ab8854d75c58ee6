package io.plumbline.eval.gate.judging;

import java.math.BigDecimal;
import java.util.function.Supplier;

/// The run of a judge's calls. The calls use the run's permits, count for its cost, and end with it. Thread-safe.
public interface JudgeCalls {

    /// The state of the run for its judge.
    enum Standing {
        OPEN,
        /// No more calls, since a cap is reached; the verdict uses the existing ratings.
        HALTED,
        /// The gate has ended.
        OVER
    }

    /// @throws IllegalStateException if this replica lost contact with the others, who may continue the work
    Standing standing();

    /// Adjusts the number of expected ratings.
    void expect(int more);

    /// Waits for a permit; returns false if there will be none.
    boolean take() throws InterruptedException;

    void release();

    /// Makes calls that are aborted when the run ends.
    ///
    /// @throws java.util.concurrent.CancellationException if it has ended
    <T> T during(Supplier<T> calls);

    /// Ends the run at its cost cap.
    ///
    /// @param costUsd cost of the whole gate so far
    void spent(BigDecimal costUsd);
}
