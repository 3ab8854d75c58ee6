package io.plumbline.registry.trainingplan;

import io.plumbline.kit.document.NamedDocumentController;
import io.plumbline.kit.document.NamedDocuments;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.security.ResourcePermissions;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import io.plumbline.registry.trainingplan.TrainingPlanRules.Terms;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import java.util.UUID;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Training plans and their runs. A plan also needs `dataset:read`, `gate:run` and `model:promote` of its author.
@RestController
@RequestMapping("/api/v1/training-plans")
@ResourcePermissions(read = Permission.MODEL_READ, write = Permission.MODEL_WRITE)
class TrainingPlanController extends NamedDocumentController<Terms, TrainingPlanRequest, TrainingPlanResponse> {

    private final TrainingRuns runs;

    TrainingPlanController(NamedDocuments<Terms> documents, TrainingPlanRules rules, TrainingRuns runs) {
        super("/api/v1/training-plans", documents, rules);
        this.runs = runs;
    }

    @GetMapping("/{name}")
    @RequiresPermission(Permission.MODEL_READ)
    ResponseEntity<TrainingPlanResponse> get(@PathVariable @Pattern(regexp = NAME) String name) {
        return found(name);
    }

    /// Pauses a plan: no run starts, and an open run waits before its next step.
    @PostMapping("/{name}/pause")
    @RequiresPermission(Permission.MODEL_WRITE)
    ResponseEntity<TrainingPlanResponse> pause(@PathVariable @Pattern(regexp = NAME) String name) {
        return answer(runs.pause(name));
    }

    /// Resumes a plan, with the rights of the caller from now on.
    @PostMapping("/{name}/resume")
    @RequiresPermission(Permission.MODEL_WRITE)
    ResponseEntity<TrainingPlanResponse> resume(@PathVariable @Pattern(regexp = NAME) String name) {
        return answer(runs.resume(name));
    }

    /// Lists the runs of a plan, newest first.
    @GetMapping("/{name}/runs")
    @RequiresPermission(Permission.MODEL_READ)
    Page<TrainingRun> runs(@PathVariable @Pattern(regexp = NAME) String name, @Valid @ParameterObject Paging paging) {
        return runs.runs(name, paging);
    }

    @GetMapping("/{name}/runs/{id}")
    @RequiresPermission(Permission.MODEL_READ)
    TrainingRun run(@PathVariable @Pattern(regexp = NAME) String name, @PathVariable UUID id) {
        return runs.run(name, id);
    }

    /// Stops an open run, and asks its job to stop.
    @PostMapping("/{name}/runs/{id}/stop")
    @RequiresPermission(Permission.MODEL_WRITE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    TrainingRun stop(@PathVariable @Pattern(regexp = NAME) String name, @PathVariable UUID id) {
        return runs.stop(name, id);
    }

    /// Repeats the step at which the newest run of a plan stopped.
    @PostMapping("/{name}/runs/{id}/repeat")
    @RequiresPermission(Permission.MODEL_WRITE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    TrainingRun repeat(@PathVariable @Pattern(regexp = NAME) String name, @PathVariable UUID id) {
        return runs.repeat(name, id);
    }
}
