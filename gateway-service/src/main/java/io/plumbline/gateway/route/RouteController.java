package io.plumbline.gateway.route;

import io.plumbline.gateway.route.definition.ProductionGuard;
import io.plumbline.gateway.route.definition.RouteTerms;
import io.plumbline.kit.document.NamedDocumentController;
import io.plumbline.kit.document.NamedDocuments;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.security.ResourcePermissions;
import io.plumbline.kit.security.ResourcePermissions.Access;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/routes")
@ResourcePermissions(read = Permission.ROUTE_READ, write = Permission.ROUTE_WRITE, route = "name")
class RouteController extends NamedDocumentController<RouteTerms, RouteRequest, RouteResponse> {

    private final RouteCatalog catalog;
    private final RouteHealth health;

    RouteController(NamedDocuments<RouteTerms> routes, RouteCatalog catalog, RouteHealth health) {
        super("/api/v1/routes", routes, catalog);
        this.catalog = catalog;
        this.health = health;
    }

    /// Changes the route's guard policy and nothing else. Without a policy, the team's applies.
    @PutMapping("/{name}/policy")
    @RequiresPermission(value = Permission.POLICY_WRITE, route = "name")
    ResponseEntity<RouteResponse> govern(
            @PathVariable @Pattern(regexp = NAME) String name,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @Valid @RequestBody RoutePolicyRequest request) {
        return answer(catalog.govern(name, request.policy(), ifMatch));
    }

    /// Returns what a `PUT` of this route would need before it could be stored: how many approvals, and for which
    /// changes of the served configurations. Stores nothing and requests no approval. A missing gate is refused
    /// as by `PUT`.
    @PostMapping("/{name}/requirements")
    @Access(Access.Kind.WRITE)
    ProductionGuard.Needed requirements(
            @PathVariable @Pattern(regexp = NAME) String name, @Valid @RequestBody RouteRequest request) {
        return catalog.needed(name, request);
    }

    @GetMapping("/{name}")
    @RequiresPermission(value = Permission.ROUTE_READ, route = "name")
    ResponseEntity<RouteResponse> get(@PathVariable @Pattern(regexp = NAME) String name) {
        return found(name);
    }

    /// Returns the recent health of each target, as this replica sees it.
    @GetMapping("/{name}/health")
    @RequiresPermission(value = Permission.ROUTE_READ, route = "name")
    RouteHealthResponse health(@PathVariable @Pattern(regexp = NAME) String name) {
        return health.of(RouteTerms.effective(catalog.get(name), null));
    }
}
