package io.plumbline.eval.online;

import io.plumbline.eval.online.OnlineRules.Terms;
import io.plumbline.kit.document.NamedDocument;
import io.plumbline.kit.document.NamedDocumentController;
import io.plumbline.kit.document.NamedDocuments;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.security.ResourcePermissions;
import io.plumbline.kit.web.EntityTags;
import jakarta.validation.constraints.Pattern;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/online-evaluations")
@ResourcePermissions(read = Permission.JUDGE_READ, write = Permission.JUDGE_WRITE)
class OnlineController extends NamedDocumentController<Terms, OnlineEvaluationRequest, OnlineEvaluationResponse> {

    private final NamedDocuments<Terms> evaluations;
    private final OnlineReport report;

    OnlineController(NamedDocuments<Terms> evaluations, OnlineRules rules, OnlineReport report) {
        super("/api/v1/online-evaluations", evaluations, rules);
        this.evaluations = evaluations;
        this.report = report;
    }

    /// Returns an online evaluation, its status and the means by version.
    @GetMapping("/{name}")
    @RequiresPermission(Permission.JUDGE_READ)
    ResponseEntity<OnlineEvaluationResponse> get(@PathVariable @Pattern(regexp = NAME) String name) {
        NamedDocument<Terms> found = evaluations.get(name);
        OnlinePlan plan = found.document().plan();
        return ResponseEntity.ok()
                .eTag(EntityTags.of(found.revision()))
                .body(OnlineEvaluationResponse.of(
                        found, report.status(name, found.team(), plan), report.means(name, found.team(), plan)));
    }
}
