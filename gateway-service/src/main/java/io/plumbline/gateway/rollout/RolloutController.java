package io.plumbline.gateway.rollout;

import io.plumbline.gateway.rollout.verdict.VerdictRequest;
import io.plumbline.gateway.rollout.verdict.VerdictResponse;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/rollouts")
class RolloutController {

    private static final String ROUTE = "[a-z0-9][a-z0-9._-]{0,62}";

    private static final int SHOWN_DRILLS = 20;

    private final RolloutCatalog catalog;
    private final RollbackDrill drills;

    RolloutController(RolloutCatalog catalog, RollbackDrill drills) {
        this.catalog = catalog;
        this.drills = drills;
    }

    /// Gives a candidate the first share of a route's calls, now or at `startsAt`.
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @RequiresPermission(Permission.ROLLOUT_WRITE)
    ResponseEntity<RolloutResponse> create(@Valid @RequestBody RolloutRequest request) {
        RolloutResponse rollout = catalog.create(request);
        return ResponseEntity.created(URI.create("/api/v1/rollouts/" + rollout.id()))
                .body(rollout);
    }

    @GetMapping("/{id}")
    @RequiresPermission(Permission.ROLLOUT_READ)
    RolloutResponse get(@PathVariable UUID id) {
        return catalog.get(id);
    }

    /// Lists rollouts, newest first.
    @GetMapping
    @RequiresPermission(Permission.ROLLOUT_READ)
    Page<RolloutResponse> list(
            @RequestParam(required = false) @Nullable @Pattern(regexp = ROUTE) String route,
            @RequestParam(required = false) @Nullable RolloutState state,
            @Valid @ParameterObject Paging paging) {
        return catalog.page(route, state, paging);
    }

    /// Lists the verdicts on the rollout with their figures, newest first.
    @GetMapping("/{id}/verdicts")
    @RequiresPermission(Permission.ROLLOUT_READ)
    Page<VerdictResponse> verdicts(@PathVariable UUID id, @Valid @ParameterObject Paging paging) {
        return catalog.verdicts(id, paging);
    }

    /// Submits a verdict. A PROMOTE of the last step requests the transition to PRODUCTION from the registry; a
    /// ROLL_BACK after promotion restores the previous production version.
    @PostMapping("/{id}/verdicts")
    @RequiresPermission(Permission.ROLLOUT_JUDGE)
    RolloutResponse judge(@PathVariable UUID id, @Valid @RequestBody VerdictRequest request) {
        return catalog.judge(id, request);
    }

    /// Advances the rollout one step, or completely.
    @PostMapping("/{id}/promote")
    @RequiresPermission(Permission.ROLLOUT_WRITE)
    RolloutResponse promote(
            @PathVariable UUID id, @Valid @RequestBody(required = false) @Nullable PromoteRequest request) {
        return catalog.promote(id, request);
    }

    /// Pauses the rollout. The canary keeps its share, and no verdict advances it.
    @PostMapping("/{id}/pause")
    @RequiresPermission(Permission.ROLLOUT_WRITE)
    RolloutResponse pause(
            @PathVariable UUID id, @Valid @RequestBody(required = false) @Nullable ReasonRequest request) {
        return catalog.pause(id, ReasonRequest.decision(request));
    }

    @PostMapping("/{id}/resume")
    @RequiresPermission(Permission.ROLLOUT_WRITE)
    RolloutResponse resume(
            @PathVariable UUID id, @Valid @RequestBody(required = false) @Nullable ReasonRequest request) {
        return catalog.resume(id, ReasonRequest.decision(request));
    }

    /// Ends the rollout without its candidate.
    @PostMapping("/{id}/abort")
    @RequiresPermission(Permission.ROLLOUT_WRITE)
    RolloutResponse abort(
            @PathVariable UUID id, @Valid @RequestBody(required = false) @Nullable ReasonRequest request) {
        return catalog.abort(id, ReasonRequest.decision(request));
    }

    /// Rehearses a rollback of the rollout: everything except its effect. Calls and pointers stay as they are.
    @PostMapping("/{id}/drills")
    @ResponseStatus(HttpStatus.CREATED)
    @RequiresPermission(Permission.ROLLOUT_WRITE)
    RollbackDrill.DrillResponse drill(@PathVariable UUID id) {
        return drills.run(id);
    }

    /// Lists the newest twenty rehearsals of a rollback, newest first.
    @GetMapping("/{id}/drills")
    @RequiresPermission(Permission.ROLLOUT_READ)
    List<RollbackDrill.DrillResponse> drills(@PathVariable UUID id) {
        return drills.of(id, SHOWN_DRILLS);
    }
}
