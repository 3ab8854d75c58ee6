package io.plumbline.gateway.route;

import io.plumbline.gateway.document.DocumentResource;
import io.plumbline.gateway.document.NamedDocuments;
import io.plumbline.gateway.route.RouteCatalog.Terms;
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
@RequestMapping("/api/v1/routes")
class RouteController {

    private static final String NAME = "[a-z0-9][a-z0-9._-]{0,62}";

    private final DocumentResource<Terms, RouteRequest, RouteResponse> routes;
    private final RouteCatalog catalog;
    private final RouteHealth health;

    RouteController(NamedDocuments<Terms> documents, RouteCatalog catalog, RouteHealth health) {
        this.routes = new DocumentResource<>("/api/v1/routes", documents, catalog);
        this.catalog = catalog;
        this.health = health;
    }

    @PutMapping("/{name}")
    @MayCreate
    @RequiresPermission(value = Permission.ROUTE_WRITE, route = "name")
    ResponseEntity<RouteResponse> put(
            @PathVariable @Pattern(regexp = NAME) String name,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @Valid @RequestBody RouteRequest request) {
        return routes.put(name, request, ifMatch);
    }

    /// Changes the route's guard policy and nothing else. Without a policy, the team's applies.
    @PutMapping("/{name}/policy")
    @RequiresPermission(value = Permission.POLICY_WRITE, route = "name")
    ResponseEntity<RouteResponse> govern(
            @PathVariable @Pattern(regexp = NAME) String name,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @Valid @RequestBody RoutePolicyRequest request) {
        return routes.answer(catalog.govern(name, request.policy(), ifMatch));
    }

    /// Returns what a `PUT` of this document would change. Stores nothing.
    @PostMapping("/{name}/diff")
    @RequiresPermission(value = Permission.ROUTE_WRITE, route = "name")
    DocumentDiff diff(@PathVariable @Pattern(regexp = NAME) String name, @Valid @RequestBody RouteRequest request) {
        return routes.diff(name, request);
    }

    @GetMapping("/{name}")
    @RequiresPermission(value = Permission.ROUTE_READ, route = "name")
    ResponseEntity<RouteResponse> get(@PathVariable @Pattern(regexp = NAME) String name) {
        return routes.get(name);
    }

    /// Returns the recent health of each target, as this replica sees it.
    @GetMapping("/{name}/health")
    @RequiresPermission(value = Permission.ROUTE_READ, route = "name")
    RouteHealthResponse health(@PathVariable @Pattern(regexp = NAME) String name) {
        return health.of(Terms.effective(catalog.get(name), null));
    }

    @GetMapping
    @RequiresPermission(Permission.ROUTE_READ)
    Page<RouteResponse> list(@Valid @ParameterObject Paging paging) {
        return routes.answer(catalog.page(paging));
    }

    @DeleteMapping("/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @RequiresPermission(value = Permission.ROUTE_WRITE, route = "name")
    void remove(@PathVariable @Pattern(regexp = NAME) String name) {
        catalog.remove(name);
    }
}
