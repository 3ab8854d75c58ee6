package io.plumbline.registry.prompt;

import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import io.plumbline.registry.asset.Asset;
import io.plumbline.registry.asset.AssetCatalog;
import io.plumbline.registry.asset.AssetType;
import io.plumbline.registry.asset.AssetVersion;
import io.plumbline.registry.asset.AssetVersions;
import io.plumbline.registry.asset.Names;
import io.plumbline.registry.promotion.Pointers;
import io.plumbline.registry.promotion.Position;
import io.plumbline.registry.promotion.VersionStage;
import io.plumbline.registry.prompt.PromptCatalog.RenderResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/// Versions of prompts.
@RestController
@RequestMapping("/api/v1/prompts/{name}/versions")
class PromptVersionController {

    private final PromptCatalog prompts;
    private final AssetCatalog assets;
    private final AssetVersions versions;
    private final Pointers pointers;

    PromptVersionController(PromptCatalog prompts, AssetCatalog assets, AssetVersions versions, Pointers pointers) {
        this.prompts = prompts;
        this.assets = assets;
        this.versions = versions;
        this.pointers = pointers;
    }

    /// The body that renders a prompt version.
    ///
    /// @param variables an object with a value for each variable without a default
    record RenderRequest(@Nullable JsonNode variables) {}

    /// Registers the next version. Creates a missing prompt with default rules.
    @PostMapping
    @RequiresPermission(Permission.PROMPT_WRITE)
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<PromptVersionResponse> register(
            @PathVariable @Pattern(regexp = Names.NAME) String name, @Valid @RequestBody PromptVersionRequest request) {
        AssetVersion version = prompts.register(name, request);
        return ResponseEntity.created(URI.create("/api/v1/prompts/" + name + "/versions/" + version.number()))
                .body(PromptVersionResponse.from(name, version, VersionStage.NONE, prompts.documentOf(version)));
    }

    @GetMapping("/{version}")
    @RequiresPermission(Permission.PROMPT_READ)
    PromptVersionResponse get(@PathVariable String name, @PathVariable int version) {
        Asset prompt = assets.get(AssetType.PROMPT, name);
        AssetVersion found = versions.get(prompt, version);
        VersionStage stage = pointers.position(prompt, version).stage();
        return PromptVersionResponse.from(name, found, stage, prompts.documentOf(found));
    }

    /// Newest first.
    @GetMapping
    @RequiresPermission(Permission.PROMPT_READ)
    Page<PromptVersionResponse> list(@PathVariable String name, @Valid @ParameterObject Paging paging) {
        Asset prompt = assets.get(AssetType.PROMPT, name);
        Page<AssetVersion> page = versions.page(prompt, paging);
        Map<Integer, Position> positions = pointers.positions(prompt, page.items());
        return page.map(version -> PromptVersionResponse.from(
                name,
                version,
                positions.getOrDefault(version.number(), Position.INITIAL).stage(),
                prompts.documentOf(version)));
    }

    /// Renders the version. Calls no model.
    @PostMapping("/{version}/render")
    @RequiresPermission(Permission.PROMPT_READ)
    RenderResponse render(
            @PathVariable String name, @PathVariable int version, @Valid @RequestBody RenderRequest request) {
        return prompts.render(name, version, request.variables());
    }
}
