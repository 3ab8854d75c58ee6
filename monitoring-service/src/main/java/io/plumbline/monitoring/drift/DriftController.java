package io.plumbline.monitoring.drift;

import io.plumbline.audit.UuidV7;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Cursor;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import io.plumbline.monitoring.drift.statistics.PlanarProjection;
import io.swagger.v3.oas.annotations.Parameter;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/drift")
class DriftController {

    private static final int CURSOR_PARTS = 2;

    private final DriftStore store;
    private final DriftExemplars exemplars;

    DriftController(DriftStore store, DriftExemplars exemplars) {
        this.store = store;
        this.exemplars = exemplars;
    }

    /// The calls that are most unlike a baseline.
    ///
    /// @param items the most unlike first
    record Exemplars(List<DriftExemplars.Exemplar> items) {}

    /// Lists comparisons, newest first.
    @GetMapping
    @RequiresPermission(Permission.MONITOR_READ)
    Page<DriftResult> list(
            @RequestParam(required = false) @Size(max = 63) @Nullable String baseline,
            @RequestParam(required = false) @Size(max = 63) @Nullable String route,
            @Valid @ParameterObject Paging paging) {
        DriftStore.Place after =
                paging.after(CURSOR_PARTS).map(DriftController::place).orElse(null);
        return Page.of(
                store.results(baseline, route, after, paging.size() + 1),
                paging,
                result -> Cursor.of(UuidV7.instantOf(result.id()), result.id()));
    }

    /// Returns a comparison.
    @GetMapping("/{id}")
    @RequiresPermission(Permission.MONITOR_READ)
    DriftResult get(@PathVariable UUID id) {
        return store.result(id).orElseThrow(DriftController::missing);
    }

    /// Returns the texts of both sides as points of a plane. 404 for comparisons of before 2 December 2026.
    @GetMapping("/{id}/projection")
    @RequiresPermission(Permission.MONITOR_READ)
    PlanarProjection projection(@PathVariable UUID id) {
        return store.projection(id).orElseThrow(DriftController::missing);
    }

    /// Returns the calls that are most unlike the baseline, with their redacted texts. Comments of feedback also
    /// need `feedback:read`. Passages are named only, and need `knowledge:read`. The audit log records the read
    /// of each call with its purpose.
    @GetMapping("/{id}/exemplars")
    @RequiresPermission(Permission.CALL_CONTENT_READ)
    Exemplars exemplars(
            @PathVariable UUID id,
            @Parameter(description = "Why the texts are read, for the audit log. Name no person.")
                    @RequestParam
                    @NotBlank
                    @Size(max = 200)
                    String purpose) {
        return new Exemplars(exemplars.of(get(id), Callers.current(), purpose));
    }

    private static ProblemException missing() {
        return RequestProblem.NOT_FOUND.because("No comparison has this id.");
    }

    private static DriftStore.Place place(Cursor cursor) {
        try {
            return new DriftStore.Place(Instant.parse(cursor.text(0)), UUID.fromString(cursor.text(1)));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw RequestProblem.INVALID_REQUEST.because("The cursor does not belong to this list. Start without one.");
        }
    }
}
