package io.plumbline.registry.mlflow;

import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.registry.mlflow.MlflowResponses.Done;
import io.plumbline.registry.mlflow.MlflowResponses.DownloadUri;
import io.plumbline.registry.mlflow.MlflowResponses.VersionBody;
import io.plumbline.registry.mlflow.MlflowResponses.VersionPage;
import jakarta.validation.Valid;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// MLflow's model versions: the versions of the registry's models.
@RestController
@RequestMapping("/api/2.0/mlflow/model-versions")
class RegisteredVersionController {

    private final MlflowRegistry registry;
    private final MlflowSearch search;

    RegisteredVersionController(MlflowRegistry registry, MlflowSearch search) {
        this.registry = registry;
        this.search = search;
    }

    /// Registers the next version.
    @PostMapping("/create")
    @RequiresPermission(Permission.MODEL_WRITE)
    VersionBody create(@Valid @RequestBody MlflowRequests.CreateVersion request) {
        return new VersionBody(registry.register(request));
    }

    @GetMapping("/get")
    @RequiresPermission(Permission.MODEL_READ)
    VersionBody get(@RequestParam String name, @RequestParam String version) {
        return new VersionBody(registry.version(name, version));
    }

    /// Searches by model, run, source, number and tags.
    @GetMapping("/search")
    @RequiresPermission(Permission.MODEL_READ)
    VersionPage search(
            @RequestParam(required = false) @Nullable String filter,
            @RequestParam(name = "max_results", required = false) @Nullable Integer size,
            @RequestParam(name = "order_by", required = false) @Nullable List<String> order,
            @RequestParam(name = "page_token", required = false) @Nullable String token) {
        return search.versions(new MlflowSearch.Query(filter, size, order, token));
    }

    /// Changes the description.
    @PatchMapping("/update")
    @RequiresPermission(Permission.MODEL_WRITE)
    VersionBody update(@Valid @RequestBody MlflowRequests.UpdateVersion request) {
        return new VersionBody(registry.describeVersion(request.name(), request.version(), request.description()));
    }

    /// Always refused: versions stay.
    @DeleteMapping("/delete")
    @RequiresPermission(Permission.MODEL_WRITE)
    Done delete(@Valid @RequestBody MlflowRequests.Version request) {
        registry.refuseDeletion(request.name());
        return new Done();
    }

    /// Returns where the files of a version are.
    @GetMapping("/get-download-uri")
    @RequiresPermission(Permission.MODEL_READ)
    DownloadUri downloadUri(@RequestParam String name, @RequestParam String version) {
        return new DownloadUri(registry.downloadUri(name, version));
    }

    @PostMapping("/set-tag")
    @RequiresPermission(Permission.MODEL_WRITE)
    Done tag(@Valid @RequestBody MlflowRequests.VersionTag request) {
        registry.tagVersion(
                request.name(), request.version(), request.key(), request.value() == null ? "" : request.value());
        return new Done();
    }

    @DeleteMapping("/delete-tag")
    @RequiresPermission(Permission.MODEL_WRITE)
    Done removeTag(@Valid @RequestBody MlflowRequests.VersionTag request) {
        registry.removeVersionTag(request.name(), request.version(), request.key());
        return new Done();
    }

    /// Moves a version to a stage; Production needs gates and approvals.
    @PostMapping("/transition-stage")
    @RequiresPermission(Permission.MODEL_PROMOTE)
    VersionBody transition(@Valid @RequestBody MlflowRequests.TransitionStage request) {
        return new VersionBody(registry.transition(
                request.name(), request.version(), request.stage(), Boolean.TRUE.equals(request.archiveExisting())));
    }
}
