package io.plumbline.eval.trial;

import java.util.UUID;
import java.util.function.BooleanSupplier;

/// Runs trials of one kind as the worker role, which sees every team.
public interface TrialRunner {

    /// Runs a trial to its end.
    ///
    /// @param leaving whether this replica is about to stop
    /// @return false if it has to be continued: this replica is about to stop
    boolean run(UUID id, BooleanSupplier leaving);

    /// Abandons a trial that failed repeatedly.
    void giveUp(UUID id);
}
