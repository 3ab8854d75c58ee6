package io.plumbline.monitoring.slo;

import io.plumbline.kit.document.NamedDocument;
import io.plumbline.kit.document.NamedDocumentController;
import io.plumbline.kit.document.NamedDocuments;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.security.ResourcePermissions;
import io.plumbline.kit.web.EntityTags;
import io.plumbline.monitoring.slo.SloRules.Terms;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/slos")
@ResourcePermissions(read = Permission.MONITOR_READ, write = Permission.MONITOR_WRITE)
class SloController extends NamedDocumentController<Terms, SloRequest, SloResponse> {

    private final NamedDocuments<Terms> slos;
    private final SloRules rules;
    private final SloCounts counts;

    SloController(NamedDocuments<Terms> slos, SloRules rules, SloCounts counts) {
        super("/api/v1/slos", slos, rules);
        this.slos = slos;
        this.rules = rules;
        this.counts = counts;
    }

    /// Returns a service level objective, its state and the days of its period.
    @GetMapping("/{name}")
    @RequiresPermission(Permission.MONITOR_READ)
    ResponseEntity<SloResponse> get(@PathVariable @Pattern(regexp = NAME) String name) {
        NamedDocument<Terms> slo = slos.get(name);
        SloResponse listed = rules.responses(List.of(slo)).getFirst();
        return ResponseEntity.ok()
                .eTag(EntityTags.of(slo.revision()))
                .body(new SloResponse(
                        listed.name(),
                        listed.team(),
                        listed.plan(),
                        listed.status(),
                        counts.days(slo.team(), slo.document().plan()),
                        listed.createdAt(),
                        listed.updatedAt()));
    }
}
