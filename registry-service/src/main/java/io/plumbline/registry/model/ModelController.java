package io.plumbline.registry.model;

import io.plumbline.kit.openapi.MayCreate;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.DocumentDiff;
import io.plumbline.kit.web.EntityTags;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import io.plumbline.registry.asset.Asset;
import io.plumbline.registry.asset.AssetCatalog;
import io.plumbline.registry.asset.AssetDeclaration;
import io.plumbline.registry.asset.AssetRequest;
import io.plumbline.registry.asset.AssetResponse;
import io.plumbline.registry.asset.AssetType;
import io.plumbline.registry.asset.Names;
import io.plumbline.registry.promotion.AssetDirectory;
import io.plumbline.registry.promotion.AssetPreview;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Registered models.
@RestController
@RequestMapping("/api/v1/models")
class ModelController {

    private final AssetCatalog assets;
    private final AssetDirectory directory;
    private final AssetPreview preview;
    private final ModelCatalog models;

    ModelController(AssetCatalog assets, AssetDirectory directory, AssetPreview preview, ModelCatalog models) {
        this.assets = assets;
        this.directory = directory;
        this.preview = preview;
        this.models = models;
    }

    /// Creates or replaces a model.
    @PutMapping("/{name}")
    @MayCreate
    @RequiresPermission(Permission.MODEL_WRITE)
    ResponseEntity<AssetResponse> put(
            @PathVariable @Pattern(regexp = Names.NAME) String name,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @Valid @RequestBody AssetRequest request) {
        AssetCatalog.Put put = assets.put(AssetType.MODEL, name, request.team(), request.draft(), ifMatch);
        return (put.created() ? ResponseEntity.created(URI.create("/api/v1/models/" + name)) : ResponseEntity.ok())
                .eTag(EntityTags.of(put.asset().revision()))
                .body(directory.describe(put.asset()));
    }

    /// Previews the changes of a declaration: the model, its newest version and its aliases. Stores nothing.
    @PostMapping("/{name}/diff")
    @RequiresPermission(Permission.MODEL_WRITE)
    DocumentDiff preview(
            @PathVariable @Pattern(regexp = Names.NAME) String name,
            @Valid @RequestBody AssetDeclaration<ModelDocument> declared) {
        return preview.of(AssetType.MODEL, name, declared, models::checked);
    }

    @GetMapping("/{name}")
    @RequiresPermission(Permission.MODEL_READ)
    ResponseEntity<AssetResponse> get(@PathVariable String name) {
        Asset model = assets.get(AssetType.MODEL, name);
        return ResponseEntity.ok().eTag(EntityTags.of(model.revision())).body(directory.describe(model));
    }

    /// Lists models by name.
    @GetMapping
    @RequiresPermission(Permission.MODEL_READ)
    Page<AssetResponse> list(@Valid @ParameterObject Paging paging) {
        return directory.page(AssetType.MODEL, paging);
    }
}
