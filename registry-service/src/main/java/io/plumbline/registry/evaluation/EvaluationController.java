package io.plumbline.registry.evaluation;

import io.plumbline.kit.openapi.MayCreate;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import io.plumbline.registry.asset.AssetType;
import jakarta.validation.Valid;
import java.net.URI;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// The stored results of the versions of one type of asset.
abstract class EvaluationController {

    private final AssetType type;
    private final EvaluationLedger evaluations;

    private EvaluationController(AssetType type, EvaluationLedger evaluations) {
        this.type = type;
        this.evaluations = evaluations;
    }

    @RestController
    @RequestMapping("/api/v1/models/{name}/versions/{version}/evaluations")
    static final class OfModels extends EvaluationController {

        OfModels(EvaluationLedger evaluations) {
            super(AssetType.MODEL, evaluations);
        }
    }

    @RestController
    @RequestMapping("/api/v1/prompts/{name}/versions/{version}/evaluations")
    static final class OfPrompts extends EvaluationController {

        OfPrompts(EvaluationLedger evaluations) {
            super(AssetType.PROMPT, evaluations);
        }
    }

    /// Stores a result. A GATE counts if eval-service posts it.
    @PostMapping
    @MayCreate
    @RequiresPermission(Permission.EVALUATION_WRITE)
    ResponseEntity<Evaluation> record(
            @PathVariable String name, @PathVariable int version, @Valid @RequestBody EvaluationRequest request) {
        EvaluationLedger.Recorded recorded = evaluations.record(type, name, version, request);
        return recorded.isNew()
                ? ResponseEntity.created(URI.create(type.path() + "/" + name + "/versions/" + version + "/evaluations"))
                        .body(recorded.evaluation())
                : ResponseEntity.ok(recorded.evaluation());
    }

    /// Newest first.
    @GetMapping
    @RequiresPermission(Permission.EVALUATION_READ)
    Page<Evaluation> list(@PathVariable String name, @PathVariable int version, @Valid @ParameterObject Paging paging) {
        return evaluations.page(type, name, version, paging);
    }
}
