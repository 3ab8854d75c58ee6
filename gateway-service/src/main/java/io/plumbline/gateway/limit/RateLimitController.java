package io.plumbline.gateway.limit;

import io.plumbline.gateway.scope.CallScope;
import io.plumbline.gateway.scope.ScopeCheck;
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
@RequestMapping("/api/v1/limits")
class RateLimitController {

    private final RateLimitCatalog catalog;
    private final ScopeCheck check;

    RateLimitController(RateLimitCatalog catalog, ScopeCheck check) {
        this.catalog = catalog;
        this.check = check;
    }

    @PutMapping("/{name}")
    @MayCreate
    @RequiresPermission(Permission.BUDGET_WRITE)
    ResponseEntity<RateLimitResponse> put(
            @PathVariable @Pattern(regexp = CallScope.NAME) String name,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @Valid @RequestBody RateLimitRequest request) {
        RateLimitCatalog.Put put = catalog.put(name, request, ifMatch);
        ResponseEntity.BodyBuilder answer =
                put.created() ? ResponseEntity.created(URI.create("/api/v1/limits/" + name)) : ResponseEntity.ok();
        return answer.eTag(EntityTags.of(put.limit().revision())).body(described(put.limit()));
    }

    /// Returns what a `PUT` of this document would change. Stores nothing.
    @PostMapping("/{name}/diff")
    @RequiresPermission(Permission.BUDGET_WRITE)
    DocumentDiff diff(
            @PathVariable @Pattern(regexp = CallScope.NAME) String name, @Valid @RequestBody RateLimitRequest request) {
        return catalog.diff(name, request);
    }

    @GetMapping("/{name}")
    @RequiresPermission(Permission.BUDGET_READ)
    ResponseEntity<RateLimitResponse> get(@PathVariable @Pattern(regexp = CallScope.NAME) String name) {
        RateLimitEntity limit = catalog.get(name);
        return ResponseEntity.ok().eTag(EntityTags.of(limit.revision())).body(described(limit));
    }

    @GetMapping
    @RequiresPermission(Permission.BUDGET_READ)
    Page<RateLimitResponse> list(@Valid @ParameterObject Paging paging) {
        return catalog.page(paging).map(this::described);
    }

    @DeleteMapping("/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @RequiresPermission(Permission.BUDGET_WRITE)
    ResponseEntity<Void> remove(@PathVariable @Pattern(regexp = CallScope.NAME) String name) {
        catalog.remove(name);
        return ResponseEntity.status(HttpStatus.NO_CONTENT).build();
    }

    private RateLimitResponse described(RateLimitEntity limit) {
        return RateLimitResponse.from(limit, check.warnings(limit.scope()));
    }
}
