package io.plumbline.registry.finetuning;

import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import io.plumbline.registry.asset.Names;
import io.plumbline.registry.finetuning.watch.MetricPoint;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Fine-tuning jobs.
@RestController
@RequestMapping("/api/v1/fine-tuning-jobs")
class FineTuningController {

    private final FineTuningJobs jobs;

    FineTuningController(FineTuningJobs jobs) {
        this.jobs = jobs;
    }

    /// Starts a job. Its records are checked first: `errors` lists the lines that do not suit the method. Follow
    /// `progress`.
    @PostMapping
    @RequiresPermission(Permission.MODEL_WRITE)
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<FineTuningJob> create(@Valid @RequestBody FineTuningRequest request) {
        FineTuningJob job = jobs.create(request);
        return ResponseEntity.created(URI.create("/api/v1/fine-tuning-jobs/" + job.id()))
                .body(job);
    }

    /// Lists jobs, newest first.
    ///
    /// @param model only jobs whose result is a version of this model
    @GetMapping
    @RequiresPermission(Permission.MODEL_READ)
    Page<FineTuningJob> list(
            @RequestParam(required = false) @Nullable @Pattern(regexp = Names.NAME) String model,
            @Valid @ParameterObject Paging paging) {
        return jobs.page(model, paging);
    }

    @GetMapping("/{id}")
    @RequiresPermission(Permission.MODEL_READ)
    FineTuningJob get(@PathVariable UUID id) {
        return jobs.get(id);
    }

    /// Asks a job to stop. It ends as `CANCELLED` once its executor has stopped.
    @PostMapping("/{id}/cancel")
    @RequiresPermission(Permission.MODEL_WRITE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    FineTuningJob cancel(@PathVariable UUID id) {
        return jobs.cancel(id);
    }

    /// Lists the figures of the training by step.
    @GetMapping("/{id}/metrics")
    @RequiresPermission(Permission.MODEL_READ)
    Page<MetricPoint> metrics(@PathVariable UUID id, @Valid @ParameterObject Paging paging) {
        return jobs.metrics(id, paging);
    }

    /// Lists what happened to the job, newest first.
    @GetMapping("/{id}/events")
    @RequiresPermission(Permission.MODEL_READ)
    Page<FineTuningEvent> events(@PathVariable UUID id, @Valid @ParameterObject Paging paging) {
        return jobs.events(id, paging);
    }

    /// Returns the Kubernetes Job of a job of the executor `KUBERNETES`, for `kubectl apply`.
    @GetMapping(path = "/{id}/manifest", produces = "application/yaml")
    @RequiresPermission(Permission.MODEL_READ)
    String manifest(@PathVariable UUID id) {
        return jobs.manifest(id);
    }
}
