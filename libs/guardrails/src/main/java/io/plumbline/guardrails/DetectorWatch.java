package io.plumbline.guardrails;

import io.plumbline.guardrails.policy.Stage;

/// Hears of each detector that gave no answer on a text. Called on the threads that look at texts;
/// thread-safe, quick, and never throws.
@FunctionalInterface
public interface DetectorWatch {

    /// Of an engine that nobody watches.
    DetectorWatch NONE = (_, _, _) -> {};

    /// @param closed whether the policy asks to stop the text for it
    void failed(Stage stage, DetectorFailure failure, boolean closed);
}
