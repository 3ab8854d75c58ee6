package io.plumbline.registry.finetuning.plan;

/// The forms in which executors read training records, one JSON object on each line.
public enum TrainingForm {
    /// OpenAI's: `messages`, or `input`, `preferred_output` and `non_preferred_output`.
    OPENAI,
    /// TRL's conversational datasets: `messages`, or `prompt`, `chosen` and `rejected`.
    TRL
}
