package io.plumbline.gateway.client.models;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.plumbline.gateway.client.models.ModelList.Model;
import io.plumbline.gateway.fault.CallProblem;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Lists what a credential may call, in OpenAI's format, or in Anthropic's if the request has
/// `anthropic-version`.
@RestController
@RequestMapping("/v1/models")
class ModelsController {

    private static final String ANTHROPIC = "anthropic-version";

    private final ModelList models;

    ModelsController(ModelList models) {
        this.models = models;
    }

    /// OpenAI's list object.
    record Models(String object, List<Model> data) {}

    @GetMapping
    @RequiresPermission(Permission.INFERENCE_CALL)
    Models list() {
        return new Models("list", models.of(Callers.current()));
    }

    /// Anthropic's list object.
    ///
    /// @param hasMore always false: the list is complete
    record AnthropicModels(
            List<AnthropicModel> data,
            @JsonProperty("has_more") boolean hasMore,
            @JsonProperty("first_id") @Nullable String firstId,
            @JsonProperty("last_id") @Nullable String lastId) {}

    /// Anthropic's model object.
    ///
    /// @param createdAt always the epoch, since it is unknown
    record AnthropicModel(
            String type,
            String id,
            @JsonProperty("display_name") String displayName,
            @JsonProperty("created_at") String createdAt) {

        static AnthropicModel of(Model model) {
            return new AnthropicModel("model", model.id(), model.id(), "1970-01-01T00:00:00Z");
        }
    }

    /// Lists the models for requests with Anthropic's header.
    @Hidden
    @GetMapping(headers = ANTHROPIC)
    @RequiresPermission(Permission.INFERENCE_CALL)
    AnthropicModels listForAnthropic() {
        List<AnthropicModel> all =
                models.of(Callers.current()).stream().map(AnthropicModel::of).toList();
        return new AnthropicModels(
                all,
                false,
                all.isEmpty() ? null : all.getFirst().id(),
                all.isEmpty() ? null : all.getLast().id());
    }

    @Hidden
    @GetMapping(path = "/{id}", headers = ANTHROPIC)
    @RequiresPermission(Permission.INFERENCE_CALL)
    AnthropicModel getForAnthropic(@PathVariable String id) {
        return AnthropicModel.of(find(id));
    }

    @GetMapping("/{id}")
    @RequiresPermission(Permission.INFERENCE_CALL)
    Model get(@PathVariable String id) {
        return find(id);
    }

    /// Gets a provider's model, whose name may contain slashes.
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
                        .because("This credential has no such model. See GET /v1/models.")
                        .with("param", "model"));
    }
}
