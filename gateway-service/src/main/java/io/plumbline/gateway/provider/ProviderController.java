package io.plumbline.gateway.provider;

import io.plumbline.kit.openapi.MayCreate;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.DocumentDiff;
import io.plumbline.kit.web.EntityTags;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/providers")
class ProviderController {

    private static final String NAME = "[a-z0-9][a-z0-9._-]{0,62}";

    private final ProviderCatalog catalog;
    private final ProviderUses uses;

    ProviderController(ProviderCatalog catalog, ProviderUses uses) {
        this.catalog = catalog;
        this.uses = uses;
    }

    @PutMapping("/{name}")
    @MayCreate
    @RequiresPermission(Permission.PROVIDER_WRITE)
    ResponseEntity<ProviderResponse> put(
            @PathVariable @Pattern(regexp = NAME) String name,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @Valid @RequestBody ProviderRequest request) {
        ProviderCatalog.Put put = catalog.put(name, request, ifMatch);
        ResponseEntity.BodyBuilder answer =
                put.created() ? ResponseEntity.created(URI.create("/api/v1/providers/" + name)) : ResponseEntity.ok();
        return answer.eTag(EntityTags.of(put.provider().revision())).body(ProviderResponse.from(put.provider()));
    }

    /// Returns what a `PUT` of this document would change. Does not reveal whether a credential differs from the
    /// stored one. Stores nothing.
    @PostMapping("/{name}/diff")
    @RequiresPermission(Permission.PROVIDER_WRITE)
    DocumentDiff diff(@PathVariable @Pattern(regexp = NAME) String name, @Valid @RequestBody ProviderRequest request) {
        return catalog.diff(name, request);
    }

    @GetMapping("/{name}")
    @RequiresPermission(Permission.PROVIDER_READ)
    ResponseEntity<ProviderResponse> get(@PathVariable @Pattern(regexp = NAME) String name) {
        ProviderEntity provider = catalog.get(name);
        return ResponseEntity.ok().eTag(EntityTags.of(provider.revision())).body(ProviderResponse.from(provider));
    }

    @GetMapping
    @RequiresPermission(Permission.PROVIDER_READ)
    Page<ProviderResponse> list(@Valid @ParameterObject Paging paging) {
        return catalog.page(paging).map(ProviderResponse::from);
    }

    @DeleteMapping("/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @RequiresPermission(Permission.PROVIDER_WRITE)
    ResponseEntity<Void> remove(@PathVariable @Pattern(regexp = NAME) String name) {
        catalog.remove(name, uses);
        return ResponseEntity.status(HttpStatus.NO_CONTENT).build();
    }
}
