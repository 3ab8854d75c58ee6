package io.plumbline.registry.finetuning.executor;

import io.plumbline.registry.finetuning.plan.HyperParameters;
import io.plumbline.registry.finetuning.plan.TrainingMethod;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A job as its executor knows it.
///
/// @param baseModel the executor's name of the model to train
/// @param suffix for the name of the result
/// @param secret the executor's credential
/// @param remote what the executor stored last
public record TrainingTask(
        UUID id,
        TrainingMethod method,
        HyperParameters parameters,
        int seed,
        String baseModel,
        String suffix,
        ExecutorSettings settings,
        @Nullable String secret,
        TrainingFiles files,
        @Nullable String remote) {

    /// Omits the secret.
    @Override
    public String toString() {
        return "TrainingTask[id=" + id + "]";
    }
}
