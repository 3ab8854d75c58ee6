package io.plumbline.registry.finetuning;

import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.tenancy.Tenancy;
import io.plumbline.registry.finetuning.executor.KubernetesExecutor;
import io.plumbline.registry.finetuning.executor.TrainingFiles;
import io.plumbline.registry.finetuning.executor.TrainingResult;
import io.plumbline.registry.finetuning.plan.TrainingForm;
import io.plumbline.registry.finetuning.watch.MetricPoint;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// What the container of a job of the executor `KUBERNETES` reads and reports.
@RestController
@RequestMapping("/api/v1/fine-tuning-jobs/{id}")
class TrainerController {

    private final FineTuningJobs jobs;
    private final TrainingProgress progress;
    private final JobTasks tasks;
    private final KubernetesExecutor executor;

    TrainerController(FineTuningJobs jobs, TrainingProgress progress, JobTasks tasks, KubernetesExecutor executor) {
        this.jobs = jobs;
        this.progress = progress;
        this.tasks = tasks;
        this.executor = executor;
    }

    /// Figures of one or several steps.
    record Metrics(@NotEmpty @Size(max = 1000) List<@NotNull @Valid MetricPoint> points) {}

    /// The response to a report.
    ///
    /// @param stop whether the training is to end
    record Reported(boolean stop) {}

    /// Returns the records to train on, as JSONL in the form of TRL's conversational datasets.
    @GetMapping(path = "/training-data", produces = "application/jsonl")
    @RequiresPermission(Permission.FINE_TUNING_REPORT)
    void trainingData(@PathVariable UUID id, HttpServletResponse response) throws IOException {
        send(id, files -> files.training(TrainingForm.TRL), response);
    }

    /// Returns the records to measure on; 404 for a job without them.
    @GetMapping(path = "/validation-data", produces = "application/jsonl")
    @RequiresPermission(Permission.FINE_TUNING_REPORT)
    void validationData(@PathVariable UUID id, HttpServletResponse response) throws IOException {
        send(
                id,
                files -> files.validation(TrainingForm.TRL)
                        .orElseThrow(() -> RequestProblem.NOT_FOUND.because("The job has no validation data.")),
                response);
    }

    /// The creator of the job may read its datasets, which may belong to another team than the job. The records are
    /// sent
    /// until the job ends.
    private void send(UUID id, Function<TrainingFiles, Path> which, HttpServletResponse response) throws IOException {
        FineTuningJob job = jobs.reading(id);
        Path file = Tenancy.callAsPlatform(() -> which.apply(tasks.files(job)));
        try {
            response.setContentType("application/jsonl");
            response.setContentLengthLong(Files.size(file));
            Files.copy(file, response.getOutputStream());
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /// Reports figures of steps. Steps that are known are ignored, so a report may be repeated.
    @PostMapping("/metrics")
    @RequiresPermission(Permission.FINE_TUNING_REPORT)
    Reported metrics(@PathVariable UUID id, @Valid @RequestBody Metrics metrics) {
        jobs.reporting(id);
        return new Reported(progress.report(id, metrics.points()));
    }

    /// Reports the end of the training. The result is registered as a version.
    @PostMapping("/result")
    @RequiresPermission(Permission.FINE_TUNING_REPORT)
    @ResponseStatus(HttpStatus.ACCEPTED)
    FineTuningJob result(@PathVariable UUID id, @Valid @RequestBody TrainingResult result) {
        jobs.reporting(id);
        progress.ended(id, executor.reported(result));
        return jobs.get(id);
    }
}
