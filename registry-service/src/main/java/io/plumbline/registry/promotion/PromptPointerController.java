package io.plumbline.registry.promotion;

import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import io.plumbline.registry.asset.AssetType;
import io.plumbline.registry.asset.Names;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Stages and aliases of prompt versions.
@RestController
@RequestMapping("/api/v1/prompts/{name}")
@Tag(name = "prompts")
class PromptPointerController {

    private final Promotion promotion;
    private final Pointers pointers;

    PromptPointerController(Promotion promotion, Pointers pointers) {
        this.promotion = promotion;
        this.pointers = pointers;
    }

    /// Moves a version to a stage. PRODUCTION requires its gates and approvals.
    @PostMapping("/versions/{version}/transitions")
    @RequiresPermission(Permission.PROMPT_PROMOTE)
    PointersResponse transition(
            @PathVariable String name, @PathVariable int version, @Valid @RequestBody TransitionRequest request) {
        Promotion.Target target = new Promotion.Target(AssetType.PROMPT, name, version);
        promotion.toStage(target, request.to().stage(), request.reason());
        return pointers.describe(target);
    }

    /// Points an alias at a version. For the alias production, this is the transition to PRODUCTION.
    @PutMapping("/aliases/{alias}")
    @RequiresPermission(Permission.PROMPT_PROMOTE)
    PointersResponse point(
            @PathVariable String name,
            @PathVariable @Pattern(regexp = Names.ALIAS) String alias,
            @Valid @RequestBody AliasRequest request) {
        Promotion.Target target = new Promotion.Target(AssetType.PROMPT, name, request.version());
        promotion.point(target, alias, request.reason());
        return pointers.describe(target);
    }

    /// Removes an alias.
    @DeleteMapping("/aliases/{alias}")
    @RequiresPermission(Permission.PROMPT_PROMOTE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable String name, @PathVariable @Pattern(regexp = Names.ALIAS) String alias) {
        promotion.remove(AssetType.PROMPT, name, alias);
    }

    /// Every move of a pointer, newest first.
    @GetMapping("/history")
    @RequiresPermission(Permission.PROMPT_READ)
    Page<PointerMove> history(@PathVariable String name, @Valid @ParameterObject Paging paging) {
        return pointers.history(AssetType.PROMPT, name, paging);
    }
}
