package io.plumbline.gateway.chat;

import io.plumbline.gateway.chat.ModelList.Model;
import io.plumbline.gateway.fault.CallProblem;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// What a credential may call, in OpenAI's shape.
@RestController
@RequestMapping("/v1/models")
class ModelsController {

    private final ModelList models;

    ModelsController(ModelList models) {
        this.models = models;
    }

    /// OpenAI's list.
    record Models(String object, List<Model> data) {}

    @GetMapping
    @RequiresPermission(Permission.INFERENCE_CALL)
    Models list() {
        return new Models("list", models.of(Callers.current()));
    }

    @GetMapping("/{id}")
    @RequiresPermission(Permission.INFERENCE_CALL)
    Model get(@PathVariable String id) {
        return find(id);
    }

    /// A provider's model, whose name holds slashes.
    @GetMapping("/{provider}/{*model}")
    @RequiresPermission(Permission.INFERENCE_CALL)
    Model getDirect(@PathVariable String provider, @PathVariable String model) {
        return find(provider + model);
    }

    private Model find(String id) {
        return models.of(Callers.current()).stream()
                .filter(model -> model.id().equals(id))
                .findFirst()
                .orElseThrow(() -> CallProblem.MODEL_NOT_FOUND
                        .because("There is no such model for this credential: see GET /v1/models.")
                        .with("param", "model"));
    }
}
