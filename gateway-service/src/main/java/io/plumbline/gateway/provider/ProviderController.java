package io.plumbline.gateway.provider;

import io.plumbline.gateway.document.DocumentResource;
import io.plumbline.gateway.document.NamedDocuments;
import io.plumbline.gateway.provider.ProviderCatalog.Terms;
import io.plumbline.kit.openapi.MayCreate;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.DocumentDiff;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
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

    private final DocumentResource<Terms, ProviderRequest, ProviderResponse> providers;
    private final ProviderCatalog catalog;
    private final ProviderUses uses;

    ProviderController(NamedDocuments<Terms> documents, ProviderCatalog catalog, ProviderUses uses) {
        this.providers = new DocumentResource<>("/api/v1/providers", documents, catalog);
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
        return providers.put(name, request, ifMatch);
    }

    /// Returns what a `PUT` of this document would change. Does not reveal whether a credential differs from the
    /// stored one. Stores nothing.
    @PostMapping("/{name}/diff")
    @RequiresPermission(Permission.PROVIDER_WRITE)
    DocumentDiff diff(@PathVariable @Pattern(regexp = NAME) String name, @Valid @RequestBody ProviderRequest request) {
        return providers.diff(name, request);
    }

    @GetMapping("/{name}")
    @RequiresPermission(Permission.PROVIDER_READ)
    ResponseEntity<ProviderResponse> get(@PathVariable @Pattern(regexp = NAME) String name) {
        return providers.get(name);
    }

    @GetMapping
    @RequiresPermission(Permission.PROVIDER_READ)
    Page<ProviderResponse> list(@Valid @ParameterObject Paging paging) {
        return providers.page(paging);
    }

    @DeleteMapping("/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @RequiresPermission(Permission.PROVIDER_WRITE)
    void remove(@PathVariable @Pattern(regexp = NAME) String name) {
        catalog.remove(name, uses);
    }
}
