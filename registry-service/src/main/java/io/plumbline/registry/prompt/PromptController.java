package io.plumbline.registry.prompt;

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
import io.plumbline.registry.promotion.Pointers;
import io.plumbline.registry.prompt.PromptCatalog.RenderResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.util.List;
import java.util.Objects;
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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/// Prompts.
@RestController
@RequestMapping("/api/v1/prompts")
class PromptController {

    private final AssetCatalog assets;
    private final AssetDirectory directory;
    private final AssetPreview preview;
    private final PromptCatalog prompts;
    private final Pointers pointers;

    PromptController(
            AssetCatalog assets,
            AssetDirectory directory,
            AssetPreview preview,
            PromptCatalog prompts,
            Pointers pointers) {
        this.assets = assets;
        this.directory = directory;
        this.preview = preview;
        this.prompts = prompts;
        this.pointers = pointers;
    }

    /// The difference between two prompt versions.
    ///
    /// @param unified the differing lines in the unified format; empty if there are none
    /// @param lines all lines of both versions in order
    record DiffResponse(
            String name, int from, int to, long added, long removed, String unified, List<LineDiff.Line> lines) {

        static DiffResponse of(String name, int from, PromptDocument before, int to, PromptDocument after) {
            LineDiff diff = LineDiff.of(PromptLines.of(before), PromptLines.of(after));
            return new DiffResponse(
                    name,
                    from,
                    to,
                    diff.count(LineDiff.Kind.ADDED),
                    diff.count(LineDiff.Kind.REMOVED),
                    diff.unified(name + "@" + from, name + "@" + to),
                    diff.lines());
        }
    }

    /// The body that renders a prompt version, named directly or by an alias.
    ///
    /// @param alias used without a version; default `production`
    /// @param variables an object with a value for each variable without a default
    record PointedRenderRequest(
            @Nullable @Min(1) Integer version,

            @Nullable @Pattern(regexp = Names.ALIAS) String alias,

            @Nullable JsonNode variables) {

        String aliasOrProduction() {
            return Objects.requireNonNullElse(alias, "production");
        }
    }

    /// Creates or replaces a prompt.
    @PutMapping("/{name}")
    @MayCreate
    @RequiresPermission(Permission.PROMPT_WRITE)
    ResponseEntity<AssetResponse> put(
            @PathVariable @Pattern(regexp = Names.NAME) String name,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @Valid @RequestBody AssetRequest request) {
        AssetCatalog.Put put = assets.put(AssetType.PROMPT, name, request.team(), request.draft(), ifMatch);
        return (put.created() ? ResponseEntity.created(URI.create("/api/v1/prompts/" + name)) : ResponseEntity.ok())
                .eTag(EntityTags.of(put.asset().revision()))
                .body(directory.describe(put.asset()));
    }

    /// Previews the changes of a declaration: the prompt, its newest version and its aliases. Stores nothing.
    @PostMapping("/{name}/diff")
    @RequiresPermission(Permission.PROMPT_WRITE)
    DocumentDiff preview(
            @PathVariable @Pattern(regexp = Names.NAME) String name,
            @Valid @RequestBody AssetDeclaration<PromptVersionRequest> declared) {
        return preview.of(AssetType.PROMPT, name, declared, prompts::checked);
    }

    @GetMapping("/{name}")
    @RequiresPermission(Permission.PROMPT_READ)
    ResponseEntity<AssetResponse> get(@PathVariable String name) {
        Asset prompt = assets.get(AssetType.PROMPT, name);
        return ResponseEntity.ok().eTag(EntityTags.of(prompt.revision())).body(directory.describe(prompt));
    }

    /// Lists prompts by name.
    @GetMapping
    @RequiresPermission(Permission.PROMPT_READ)
    Page<AssetResponse> list(@Valid @ParameterObject Paging paging) {
        return directory.page(AssetType.PROMPT, paging);
    }

    /// Compares two versions line by line.
    @GetMapping("/{name}/diff")
    @RequiresPermission(Permission.PROMPT_READ)
    DiffResponse diff(@PathVariable String name, @RequestParam int from, @RequestParam int to) {
        return DiffResponse.of(name, from, prompts.document(name, from), to, prompts.document(name, to));
    }

    /// Renders the version that is named or that an alias points to. Calls no model.
    @PostMapping("/{name}/render")
    @RequiresPermission(Permission.PROMPT_READ)
    RenderResponse render(@PathVariable String name, @Valid @RequestBody PointedRenderRequest request) {
        Integer version = request.version();
        if (version == null) {
            version = pointers.resolve(assets.get(AssetType.PROMPT, name), request.aliasOrProduction());
        }
        return prompts.render(name, version, request.variables());
    }
}
