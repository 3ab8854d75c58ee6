package io.plumbline.registry.finetuning.plan;

/// The methods of fine-tuning.
public enum TrainingMethod {
    /// Supervised, of low-rank matrices beside the frozen weights (Hu et al., 2021).
    LORA,
    /// LoRA over quantised weights (Dettmers et al., 2023).
    QLORA,
    /// Supervised, of all weights.
    SFT,
    /// Of preferences between two answers (Rafailov et al., 2023).
    DPO;

    /// Whether records are a prompt with a preferred and a rejected answer.
    public boolean isPreference() {
        return this == DPO;
    }
}
