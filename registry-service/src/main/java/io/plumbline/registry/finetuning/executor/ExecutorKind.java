package io.plumbline.registry.finetuning.executor;

/// The executors.
public enum ExecutorKind {
    /// A service with OpenAI's fine-tuning API.
    OPENAI,
    /// A Kubernetes Job that you apply, and that reports its progress.
    KUBERNETES,
    /// A command that the operator has configured, on the machine of the registry.
    COMMAND
}
