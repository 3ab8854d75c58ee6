package io.plumbline.gateway.provider;

import io.plumbline.gateway.provider.ProviderRules.Terms;
import io.plumbline.kit.document.NamedDocument;
import io.plumbline.kit.document.NamedDocumentController;
import io.plumbline.kit.document.NamedDocuments;
import io.plumbline.kit.security.Caller;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.security.ResourcePermissions;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// A preview does not reveal whether a credential differs from the stored one.
@RestController
@RequestMapping("/api/v1/providers")
@ResourcePermissions(read = Permission.PROVIDER_READ, write = Permission.PROVIDER_WRITE)
class ProviderController extends NamedDocumentController<Terms, ProviderRequest, ProviderResponse> {

    private final NamedDocuments<Terms> providers;
    private final ProviderUses uses;

    ProviderController(NamedDocuments<Terms> providers, ProviderRules rules, ProviderUses uses) {
        super("/api/v1/providers", providers, rules);
        this.providers = providers;
        this.uses = uses;
    }

    /// What uses a provider.
    ///
    /// @param routes names of routes, also by a version in them
    /// @param versions versions in production, as `name@version`
    record Uses(List<String> routes, List<String> versions) {}

    @GetMapping("/{name}")
    @RequiresPermission(Permission.PROVIDER_READ)
    ResponseEntity<ProviderResponse> get(@PathVariable @Pattern(regexp = NAME) String name) {
        return found(name);
    }

    /// Lists the routes and the versions in production that use the provider, of the caller's teams.
    @GetMapping("/{name}/uses")
    @RequiresPermission(Permission.PROVIDER_READ)
    Uses uses(@PathVariable @Pattern(regexp = NAME) String name) {
        NamedDocument<Terms> provider = providers.get(name);
        Caller caller = Callers.current();
        return new Uses(
                uses.routesUsing(name, team -> caller.may(Permission.ROUTE_READ, team)),
                uses.versionsInProduction(name, provider.team(), team -> caller.may(Permission.MODEL_READ, team)));
    }
}
