package io.plumbline.guardrails;

import io.plumbline.guardrails.policy.Stage;

/// Is notified of each detector that gave no answer on a text. Called on the inspecting threads; implementations
/// are thread-safe, fast, and never throw.
@FunctionalInterface
public interface DetectorWatch {

    /// The watch of an unobserved engine.
    DetectorWatch NONE = (_, _, _) -> {};

    /// @param closed whether the policy blocks the text because of the failure
    void failed(Stage stage, DetectorFailure failure, boolean closed);
}
