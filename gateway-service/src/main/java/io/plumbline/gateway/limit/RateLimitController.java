package io.plumbline.gateway.limit;

import io.plumbline.gateway.limit.RateLimitRules.Terms;
import io.plumbline.kit.document.NamedDocumentController;
import io.plumbline.kit.document.NamedDocuments;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.security.ResourcePermissions;
import jakarta.validation.constraints.Pattern;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/limits")
@ResourcePermissions(read = Permission.BUDGET_READ, write = Permission.BUDGET_WRITE)
class RateLimitController extends NamedDocumentController<Terms, RateLimitRequest, RateLimitResponse> {

    RateLimitController(NamedDocuments<Terms> limits, RateLimitRules rules) {
        super("/api/v1/limits", limits, rules);
    }

    @GetMapping("/{name}")
    @RequiresPermission(Permission.BUDGET_READ)
    ResponseEntity<RateLimitResponse> get(@PathVariable @Pattern(regexp = NAME) String name) {
        return found(name);
    }
}
