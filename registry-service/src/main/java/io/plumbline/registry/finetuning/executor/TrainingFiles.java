package io.plumbline.registry.finetuning.executor;

import io.plumbline.registry.finetuning.plan.TrainingForm;
import java.nio.file.Path;
import java.util.Optional;

/// The records of a job as files. The caller deletes each file.
public interface TrainingFiles {

    Path training(TrainingForm form);

    /// Returns the validation records; empty if the job has none.
    Optional<Path> validation(TrainingForm form);
}
