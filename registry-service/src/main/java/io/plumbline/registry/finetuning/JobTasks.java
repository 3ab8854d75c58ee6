package io.plumbline.registry.finetuning;

import io.plumbline.kit.seal.KeyEncryptionKey;
import io.plumbline.kit.seal.Sealer;
import io.plumbline.registry.finetuning.FineTuningJob.Work;
import io.plumbline.registry.finetuning.executor.TrainingFiles;
import io.plumbline.registry.finetuning.executor.TrainingTask;
import io.plumbline.registry.finetuning.plan.TrainingForm;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Turns jobs into tasks for executors, and keeps their secrets: each is encrypted and bound to its job.
@Component
class JobTasks {

    private final JobStore store;
    private final TrainingData data;
    private final Sealer sealer;

    JobTasks(JobStore store, TrainingData data, KeyEncryptionKey key) {
        this.store = store;
        this.data = data;
        this.sealer = key.sealer("fine-tuning-secrets");
    }

    /// @return null for no secret
    byte @Nullable [] seal(UUID job, @Nullable String secret) {
        return secret == null ? null : sealer.seal(secret.getBytes(StandardCharsets.UTF_8), job.toString());
    }

    /// Returns a job for its executor.
    ///
    /// @throws IllegalStateException if its secret was encrypted under another key
    TrainingTask task(Work work) {
        UUID id = work.job().id();
        String secret = store.secret(id)
                .map(stored -> new String(sealer.open(stored, id.toString()), StandardCharsets.UTF_8))
                .orElse(null);
        return task(work.job(), secret, work.remote());
    }

    /// Returns a job without its secret.
    TrainingTask described(FineTuningJob job) {
        return task(job, null, null);
    }

    private TrainingTask task(FineTuningJob job, @Nullable String secret, @Nullable String remote) {
        JobTerms terms = job.terms();
        return new TrainingTask(
                job.id(),
                terms.method(),
                terms.hyperParameters(),
                terms.seed(),
                terms.baseModel(),
                job.model(),
                terms.executor(),
                secret,
                new Files(job),
                remote);
    }

    /// The records of a job.
    TrainingFiles files(FineTuningJob job) {
        return new Files(job);
    }

    private final class Files implements TrainingFiles {

        private final FineTuningJob job;

        private Files(FineTuningJob job) {
            this.job = job;
        }

        @Override
        public Path training(TrainingForm form) {
            return file(job.trainingData(), form);
        }

        @Override
        public Optional<Path> validation(TrainingForm form) {
            return Optional.ofNullable(job.validationData()).map(version -> file(version, form));
        }

        private Path file(String version, TrainingForm form) {
            return data.file(data.id(version), job.terms().method(), form);
        }
    }
}
