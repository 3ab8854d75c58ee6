package io.plumbline.registry.model;

import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import io.plumbline.registry.asset.Asset;
import io.plumbline.registry.asset.AssetCatalog;
import io.plumbline.registry.asset.AssetType;
import io.plumbline.registry.asset.AssetVersion;
import io.plumbline.registry.asset.AssetVersions;
import io.plumbline.registry.promotion.Pointers;
import io.plumbline.registry.promotion.Position;
import io.plumbline.registry.promotion.VersionStage;
import jakarta.validation.Valid;
import java.net.URI;
import java.util.Map;
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
import tools.jackson.databind.json.JsonMapper;

/// Versions of registered models.
@RestController
@RequestMapping("/api/v1/models/{name}/versions")
class ModelVersionController {

    private final ModelCatalog models;
    private final AssetCatalog assets;
    private final AssetVersions versions;
    private final Pointers pointers;
    private final JsonMapper json;

    ModelVersionController(
            ModelCatalog models, AssetCatalog assets, AssetVersions versions, Pointers pointers, JsonMapper json) {
        this.models = models;
        this.assets = assets;
        this.versions = versions;
        this.pointers = pointers;
        this.json = json;
    }

    /// Registers the next version.
    @PostMapping
    @RequiresPermission(Permission.MODEL_WRITE)
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<ModelVersionResponse> register(
            @PathVariable String name, @Valid @RequestBody ModelDocument document) {
        AssetVersion version = models.register(name, document);
        return ResponseEntity.created(URI.create("/api/v1/models/" + name + "/versions/" + version.number()))
                .body(ModelVersionResponse.from(name, version, VersionStage.NONE, json));
    }

    @GetMapping("/{version}")
    @RequiresPermission(Permission.MODEL_READ)
    ModelVersionResponse get(@PathVariable String name, @PathVariable int version) {
        Asset model = assets.get(AssetType.MODEL, name);
        Position position = pointers.position(model, version);
        return ModelVersionResponse.from(name, versions.get(model, version), position.stage(), json);
    }

    /// Newest first.
    @GetMapping
    @RequiresPermission(Permission.MODEL_READ)
    Page<ModelVersionResponse> list(@PathVariable String name, @Valid @ParameterObject Paging paging) {
        Asset model = assets.get(AssetType.MODEL, name);
        Page<AssetVersion> page = versions.page(model, paging);
        Map<Integer, Position> positions = pointers.positions(model, page.items());
        return page.map(version -> ModelVersionResponse.from(
                name,
                version,
                positions.getOrDefault(version.number(), Position.INITIAL).stage(),
                json));
    }
}
