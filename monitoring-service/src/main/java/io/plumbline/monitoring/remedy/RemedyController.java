package io.plumbline.monitoring.remedy;

import io.plumbline.kit.document.NamedDocumentController;
import io.plumbline.kit.document.NamedDocuments;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.security.ResourcePermissions;
import io.plumbline.monitoring.remedy.RemedyRules.Terms;
import jakarta.validation.constraints.Pattern;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/remedies")
@ResourcePermissions(read = Permission.MONITOR_READ, write = Permission.MONITOR_WRITE)
class RemedyController extends NamedDocumentController<Terms, RemedyRequest, RemedyResponse> {

    RemedyController(NamedDocuments<Terms> remedies, RemedyRules rules) {
        super("/api/v1/remedies", remedies, rules);
    }

    /// Returns a remedy and the state of its approval.
    @GetMapping("/{name}")
    @RequiresPermission(Permission.MONITOR_READ)
    ResponseEntity<RemedyResponse> get(@PathVariable @Pattern(regexp = NAME) String name) {
        return found(name);
    }
}
