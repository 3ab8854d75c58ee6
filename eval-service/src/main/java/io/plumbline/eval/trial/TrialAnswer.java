package io.plumbline.eval.trial;

import org.jspecify.annotations.Nullable;

/// The outcome of one unit of a trial's work.
public interface TrialAnswer {

    /// Returns why the target gave no answer; null if it did, or if a guard stopped the call.
    @Nullable
    String error();
}
