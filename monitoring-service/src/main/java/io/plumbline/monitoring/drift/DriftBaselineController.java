package io.plumbline.monitoring.drift;

import io.plumbline.kit.document.NamedDocumentController;
import io.plumbline.kit.document.NamedDocuments;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.security.ResourcePermissions;
import io.plumbline.monitoring.drift.DriftRules.Terms;
import jakarta.validation.constraints.Pattern;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/baselines")
@ResourcePermissions(read = Permission.MONITOR_READ, write = Permission.MONITOR_WRITE)
class DriftBaselineController extends NamedDocumentController<Terms, DriftRequest, DriftResponse> {

    private final NamedDocuments<Terms> baselines;
    private final DriftRules rules;

    DriftBaselineController(NamedDocuments<Terms> baselines, DriftRules rules) {
        super("/api/v1/baselines", baselines, rules);
        this.baselines = baselines;
        this.rules = rules;
    }

    /// Begins a baseline again, unchanged: it collects its texts with the present encoder.
    @PostMapping("/{name}/rebuild")
    @RequiresPermission(Permission.MONITOR_WRITE)
    ResponseEntity<DriftResponse> rebuild(@PathVariable @Pattern(regexp = NAME) String name) {
        return answer(rules.rebuild(name, baselines));
    }

    /// Returns a baseline, its progress and its newest comparison.
    @GetMapping("/{name}")
    @RequiresPermission(Permission.MONITOR_READ)
    ResponseEntity<DriftResponse> get(@PathVariable @Pattern(regexp = NAME) String name) {
        return found(name);
    }
}
