package io.plumbline.gateway.provider;

import io.plumbline.gateway.document.DocumentController;
import io.plumbline.gateway.document.NamedDocuments;
import io.plumbline.gateway.provider.ProviderRules.Terms;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.security.ResourcePermissions;
import jakarta.validation.constraints.Pattern;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// A preview does not reveal whether a credential differs from the stored one.
@RestController
@RequestMapping("/api/v1/providers")
@ResourcePermissions(read = Permission.PROVIDER_READ, write = Permission.PROVIDER_WRITE)
class ProviderController extends DocumentController<Terms, ProviderRequest, ProviderResponse> {

    ProviderController(NamedDocuments<Terms> providers, ProviderRules rules) {
        super("/api/v1/providers", providers, rules);
    }

    @GetMapping("/{name}")
    @RequiresPermission(Permission.PROVIDER_READ)
    ResponseEntity<ProviderResponse> get(@PathVariable @Pattern(regexp = NAME) String name) {
        return found(name);
    }
}
