package io.plumbline.eval.gate;

import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/gates")
class GateController {

    private static final int MAX_WAIT = 120;

    private final GateDesk desk;
    private final GateReports reports;

    GateController(GateDesk desk, GateReports reports) {
        this.desk = desk;
        this.reports = reports;
    }

    /// Opens a gate. `wait` seconds for its end, at most; with an `Idempotency-Key` it answers at once, since the gate can
    /// begin only when the answer is stored.
    @PostMapping
    @RequiresPermission(Permission.GATE_RUN)
    ResponseEntity<GateResponse> open(
            @Valid @RequestBody GateRequest request,
            @RequestParam(name = "wait", defaultValue = "0") @Min(0) @Max(MAX_WAIT) int wait) {
        Gate gate = desk.open(request);
        if (wait > 0 && !TransactionSynchronizationManager.isActualTransactionActive()) {
            gate = desk.await(gate.id(), wait);
        }
        return ResponseEntity.accepted()
                .header(HttpHeaders.LOCATION, "/api/v1/gates/" + gate.id())
                .body(GateResponse.from(gate));
    }

    @GetMapping("/{id}")
    @RequiresPermission(Permission.GATE_READ)
    GateResponse get(
            @PathVariable UUID id,
            @RequestParam(name = "wait", defaultValue = "0") @Min(0) @Max(MAX_WAIT) int wait) {
        return GateResponse.from(desk.await(id, wait));
    }

    @GetMapping
    @RequiresPermission(Permission.GATE_READ)
    Page<GateResponse> list(
            @RequestParam(required = false) @Size(max = 63) @Nullable String suite,
            @Valid @ParameterObject Paging paging) {
        return desk.list(suite, paging).map(GateResponse::from);
    }

    @PostMapping("/{id}/cancel")
    @RequiresPermission(Permission.GATE_RUN)
    GateResponse cancel(@PathVariable UUID id) {
        return GateResponse.from(desk.cancel(id));
    }

    /// The result of a finished gate, for people: a table in Markdown.
    @GetMapping(path = "/{id}/report", produces = "text/markdown")
    @RequiresPermission(Permission.GATE_READ)
    String markdown(@PathVariable UUID id) {
        return reports.markdown(desk.details(id));
    }

    /// The result of a finished gate, for CI systems: JUnit XML, a test case per check.
    @GetMapping(path = "/{id}/report", produces = MediaType.APPLICATION_XML_VALUE)
    @RequiresPermission(Permission.GATE_READ)
    String junit(@PathVariable UUID id) {
        return reports.junit(desk.get(id));
    }

    /// The result of a gate, with every item.
    @GetMapping(path = "/{id}/report", produces = MediaType.APPLICATION_JSON_VALUE)
    @RequiresPermission(Permission.GATE_READ)
    GateReports.JsonReport json(@PathVariable UUID id) {
        return reports.json(desk.details(id));
    }
}
