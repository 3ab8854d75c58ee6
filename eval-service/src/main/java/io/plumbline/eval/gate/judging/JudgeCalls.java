package io.plumbline.eval.gate.judging;

import java.math.BigDecimal;
import java.util.function.Supplier;

/// The run in which a judge is asked. Its calls take the places that the run has for calls, count for what it
/// may cost, and end when it does. For many threads.
public interface JudgeCalls {

    /// How the run stands for its judge.
    enum Standing {
        OPEN,
        /// Nothing more is to be asked, since a cap is reached; the gate is to be judged by what there is.
        HALTED,
        /// The gate has ended.
        OVER
    }

    /// @throws IllegalStateException when this replica has lost touch with the others, who may go on
    Standing standing();

    /// So many more answers are to be judged, or fewer.
    void expect(int more);

    /// Waits for a place; false when none will be given any more.
    boolean take() throws InterruptedException;

    void release();

    /// Makes calls that are broken off when the run ends.
    ///
    /// @throws java.util.concurrent.CancellationException when it has ended
    <T> T during(Supplier<T> calls);

    /// Ends the run where it may not cost more.
    ///
    /// @param costUsd of the whole gate so far
    void spent(BigDecimal costUsd);
}
