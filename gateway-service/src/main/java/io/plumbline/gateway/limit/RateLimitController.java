package io.plumbline.gateway.limit;

import io.plumbline.gateway.document.DocumentResource;
import io.plumbline.gateway.document.NamedDocuments;
import io.plumbline.gateway.scope.CallScope;
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
@RequestMapping("/api/v1/limits")
class RateLimitController {

    private final DocumentResource<RateLimitRules.Terms, RateLimitRequest, RateLimitResponse> limits;

    RateLimitController(NamedDocuments<RateLimitRules.Terms> documents, RateLimitRules rules) {
        this.limits = new DocumentResource<>("/api/v1/limits", documents, rules);
    }

    @PutMapping("/{name}")
    @MayCreate
    @RequiresPermission(Permission.BUDGET_WRITE)
    ResponseEntity<RateLimitResponse> put(
            @PathVariable @Pattern(regexp = CallScope.NAME) String name,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @Valid @RequestBody RateLimitRequest request) {
        return limits.put(name, request, ifMatch);
    }

    /// Returns what a `PUT` of this document would change. Stores nothing.
    @PostMapping("/{name}/diff")
    @RequiresPermission(Permission.BUDGET_WRITE)
    DocumentDiff diff(
            @PathVariable @Pattern(regexp = CallScope.NAME) String name, @Valid @RequestBody RateLimitRequest request) {
        return limits.diff(name, request);
    }

    @GetMapping("/{name}")
    @RequiresPermission(Permission.BUDGET_READ)
    ResponseEntity<RateLimitResponse> get(@PathVariable @Pattern(regexp = CallScope.NAME) String name) {
        return limits.get(name);
    }

    @GetMapping
    @RequiresPermission(Permission.BUDGET_READ)
    Page<RateLimitResponse> list(@Valid @ParameterObject Paging paging) {
        return limits.page(paging);
    }

    @DeleteMapping("/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @RequiresPermission(Permission.BUDGET_WRITE)
    void remove(@PathVariable @Pattern(regexp = CallScope.NAME) String name) {
        limits.remove(name);
    }
}
