package io.plumbline.registry.mlflow;

import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.registry.mlflow.MlflowResponses.Done;
import io.plumbline.registry.mlflow.MlflowResponses.ModelBody;
import io.plumbline.registry.mlflow.MlflowResponses.ModelPage;
import io.plumbline.registry.mlflow.MlflowResponses.VersionBody;
import io.plumbline.registry.mlflow.MlflowResponses.VersionsBody;
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

/// MLflow's registered models: the models of the registry.
@RestController
@RequestMapping("/api/2.0/mlflow/registered-models")
class RegisteredModelController {

    private final MlflowRegistry registry;
    private final MlflowSearch search;

    RegisteredModelController(MlflowRegistry registry, MlflowSearch search) {
        this.registry = registry;
        this.search = search;
    }

    @PostMapping("/create")
    @RequiresPermission(Permission.MODEL_WRITE)
    ModelBody create(@Valid @RequestBody MlflowRequests.CreateModel request) {
        return new ModelBody(registry.create(request.name(), request.description(), request.tags()));
    }

    @GetMapping("/get")
    @RequiresPermission(Permission.MODEL_READ)
    ModelBody get(@RequestParam String name) {
        return new ModelBody(registry.model(name));
    }

    /// Searches by name and tags.
    @GetMapping("/search")
    @RequiresPermission(Permission.MODEL_READ)
    ModelPage search(
            @RequestParam(required = false) @Nullable String filter,
            @RequestParam(name = "max_results", required = false) @Nullable Integer size,
            @RequestParam(name = "order_by", required = false) @Nullable List<String> order,
            @RequestParam(name = "page_token", required = false) @Nullable String token) {
        return search.models(new MlflowSearch.Query(filter, size, order, token));
    }

    /// Changes the description.
    @PatchMapping("/update")
    @RequiresPermission(Permission.MODEL_WRITE)
    ModelBody update(@Valid @RequestBody MlflowRequests.UpdateModel request) {
        return new ModelBody(registry.describe(request.name(), request.description()));
    }

    /// Always refused: names stay.
    @PostMapping("/rename")
    @RequiresPermission(Permission.MODEL_WRITE)
    ModelBody rename(@Valid @RequestBody MlflowRequests.Model request) {
        registry.refuseDeletion(request.name());
        return new ModelBody(registry.model(request.name()));
    }

    /// Always refused: models stay.
    @DeleteMapping("/delete")
    @RequiresPermission(Permission.MODEL_WRITE)
    Done delete(@Valid @RequestBody MlflowRequests.Model request) {
        registry.refuseDeletion(request.name());
        return new Done();
    }

    @PostMapping("/set-tag")
    @RequiresPermission(Permission.MODEL_WRITE)
    Done tag(@Valid @RequestBody MlflowRequests.ModelTag request) {
        registry.tag(request.name(), request.key(), request.value() == null ? "" : request.value());
        return new Done();
    }

    @DeleteMapping("/delete-tag")
    @RequiresPermission(Permission.MODEL_WRITE)
    Done removeTag(@Valid @RequestBody MlflowRequests.ModelTag request) {
        registry.removeTag(request.name(), request.key());
        return new Done();
    }

    /// Returns the newest version in each stage.
    @GetMapping("/get-latest-versions")
    @RequiresPermission(Permission.MODEL_READ)
    VersionsBody latest(@RequestParam String name, @RequestParam(required = false) @Nullable List<String> stages) {
        return new VersionsBody(registry.latest(name, stages));
    }

    /// Returns the newest version in each stage.
    @PostMapping("/get-latest-versions")
    @RequiresPermission(Permission.MODEL_READ)
    VersionsBody latest(@Valid @RequestBody MlflowRequests.LatestVersions request) {
        return new VersionsBody(registry.latest(request.name(), request.stages()));
    }

    /// Points an alias at a version; `production` needs gates and approvals.
    @PostMapping("/alias")
    @RequiresPermission(Permission.MODEL_PROMOTE)
    Done point(@Valid @RequestBody MlflowRequests.Alias request) {
        registry.point(request.name(), request.alias(), request.version());
        return new Done();
    }

    @DeleteMapping("/alias")
    @RequiresPermission(Permission.MODEL_PROMOTE)
    Done removeAlias(@Valid @RequestBody MlflowRequests.Alias request) {
        registry.removeAlias(request.name(), request.alias());
        return new Done();
    }

    /// Returns the version of an alias.
    @GetMapping("/alias")
    @RequiresPermission(Permission.MODEL_READ)
    VersionBody ofAlias(@RequestParam String name, @RequestParam String alias) {
        return new VersionBody(registry.ofAlias(name, alias));
    }
}
