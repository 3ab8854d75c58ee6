package io.plumbline.eval.gate.recompute;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.plumbline.eval.gate.ledger.result.GateCheck;
import io.plumbline.eval.gate.run.evidence.RunScores;
import io.plumbline.eval.suite.document.SuiteDocument.MetricRule;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/gates/{id}")
class RecomputeController {

    private final RecomputeService service;

    RecomputeController(RecomputeService service) {
        this.service = service;
    }

    /// @param metrics replace the suite's; default: those of the gate
    record RecomputeRequest(
            @Size(min = 1, max = 20) @Nullable List<@NotNull @Valid MetricRule> metrics) {}

    /// @param status `QUEUED`, `DONE` or `ERROR`
    /// @param counts always false: the gate's own verdict stands
    /// @param dependencies the code and metrics used
    /// @param services for each metric that calls a service: the answers whose stored score was used, those that it
    ///     scored again, and their declared price
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record RecomputationResponse(
            UUID id,
            UUID gate,
            String status,
            @Nullable String verdict,
            boolean counts,
            List<MetricRule> metrics,
            List<GateCheck> checks,
            Map<String, Object> dependencies,
            List<RunScores.ServiceUse> services,
            @Nullable String error,
            Instant createdAt,
            @Nullable Instant finishedAt) {

        static RecomputationResponse from(Recomputation made) {
            return new RecomputationResponse(
                    made.id(),
                    made.gate(),
                    made.status().name(),
                    made.verdict() == null ? null : made.verdict().name(),
                    false,
                    made.document().metrics(),
                    made.checks(),
                    made.dependencies(),
                    made.services(),
                    made.error(),
                    made.createdAt(),
                    made.finishedAt());
        }
    }

    /// Recomputes scores and verdict from the answers of a finished gate with the current code, optionally with
    /// other metrics. Calls no model; the gate's own verdict stands. A scorer over HTTP is called only for answers
    /// without a stored score of its present version, and its price is in `services`, not in the gate's cost.
    @PostMapping("/recompute")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @RequiresPermission(Permission.GATE_RUN)
    ResponseEntity<RecomputationResponse> recompute(
            @PathVariable UUID id, @Valid @RequestBody RecomputeRequest request) {
        Recomputation made = service.open(id, request.metrics());
        return ResponseEntity.accepted()
                .header(HttpHeaders.LOCATION, "/api/v1/gates/" + id + "/recomputations/" + made.id())
                .body(RecomputationResponse.from(made));
    }

    @GetMapping("/recomputations")
    @RequiresPermission(Permission.GATE_READ)
    Page<RecomputationResponse> list(@PathVariable UUID id, @Valid @ParameterObject Paging paging) {
        return service.list(id, paging).map(RecomputationResponse::from);
    }

    @GetMapping("/recomputations/{recomputation}")
    @RequiresPermission(Permission.GATE_READ)
    RecomputationResponse get(@PathVariable UUID id, @PathVariable UUID recomputation) {
        return RecomputationResponse.from(service.get(id, recomputation));
    }
}
