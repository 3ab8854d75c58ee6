package io.plumbline.registry.promotion;

import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.ResourcePermissions;
import io.plumbline.kit.security.ResourcePermissions.Access;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import io.plumbline.registry.asset.AssetType;
import io.plumbline.registry.asset.Names;
import io.plumbline.registry.promotion.Pointers.PointersResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
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

/// Stages and aliases of the versions of one type of asset.
abstract class PointerController {

    private final AssetType type;
    private final Promotion promotion;
    private final Pointers pointers;

    private PointerController(AssetType type, Promotion promotion, Pointers pointers) {
        this.type = type;
        this.promotion = promotion;
        this.pointers = pointers;
    }

    @RestController
    @RequestMapping("/api/v1/models/{name}")
    @ResourcePermissions(read = Permission.MODEL_READ, write = Permission.MODEL_PROMOTE)
    static final class OfModels extends PointerController {

        OfModels(Promotion promotion, Pointers pointers) {
            super(AssetType.MODEL, promotion, pointers);
        }
    }

    @RestController
    @RequestMapping("/api/v1/prompts/{name}")
    @ResourcePermissions(read = Permission.PROMPT_READ, write = Permission.PROMPT_PROMOTE)
    static final class OfPrompts extends PointerController {

        OfPrompts(Promotion promotion, Pointers pointers) {
            super(AssetType.PROMPT, promotion, pointers);
        }
    }

    /// The body that moves a version to a stage.
    ///
    /// @param reason stored in the history; must not contain personal data
    record TransitionRequest(
            @NotNull To to, @Nullable @Size(max = 1000) String reason) {

        /// The target stages. No version returns to NONE.
        enum To {
            STAGING(VersionStage.STAGING),
            PRODUCTION(VersionStage.PRODUCTION),
            ARCHIVED(VersionStage.ARCHIVED);

            private final VersionStage stage;

            To(VersionStage stage) {
                this.stage = stage;
            }
        }
    }

    /// The body that points an alias at a version.
    ///
    /// @param reason stored in the history; must not contain personal data
    record AliasRequest(
            @NotNull @Min(1) Integer version,
            @Nullable @Size(max = 1000) String reason) {}

    /// Moves a version to a stage. PRODUCTION requires its gates and approvals.
    @PostMapping("/versions/{version}/transitions")
    @Access(Access.Kind.WRITE)
    PointersResponse transition(
            @PathVariable String name, @PathVariable int version, @Valid @RequestBody TransitionRequest request) {
        Promotion.Target target = new Promotion.Target(type, name, version);
        promotion.toStage(target, request.to().stage, request.reason());
        return pointers.describe(target);
    }

    /// Points an alias at a version. For the alias production, this is the transition to PRODUCTION.
    @PutMapping("/aliases/{alias}")
    @Access(Access.Kind.WRITE)
    PointersResponse point(
            @PathVariable String name,
            @PathVariable @Pattern(regexp = Names.ALIAS) String alias,
            @Valid @RequestBody AliasRequest request) {
        Promotion.Target target = new Promotion.Target(type, name, request.version());
        promotion.point(target, alias, request.reason());
        return pointers.describe(target);
    }

    /// Removes an alias.
    @DeleteMapping("/aliases/{alias}")
    @Access(Access.Kind.WRITE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable String name, @PathVariable @Pattern(regexp = Names.ALIAS) String alias) {
        promotion.remove(type, name, alias);
    }

    /// Every move of a pointer, newest first.
    @GetMapping("/history")
    @Access(Access.Kind.READ)
    Page<PointerMove> history(@PathVariable String name, @Valid @ParameterObject Paging paging) {
        return pointers.history(type, name, paging);
    }
}
