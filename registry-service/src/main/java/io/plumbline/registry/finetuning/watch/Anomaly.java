package io.plumbline.registry.finetuning.watch;

/// The anomalies of a training.
public enum Anomaly {
    /// The loss is far above that of the steps before.
    LOSS_SPIKE,
    /// The loss is infinite or not a number, or has grown for long.
    DIVERGENCE,
    /// The gradient is far larger than before.
    GRADIENT_EXPLOSION,
    /// The loss on the validation data rises while that on the training data does not.
    OVERFITTING,
    /// The model reproduces a canary.
    MEMORISED_CANARY
}
