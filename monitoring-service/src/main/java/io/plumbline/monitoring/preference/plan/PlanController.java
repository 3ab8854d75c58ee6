package io.plumbline.monitoring.preference.plan;

import io.plumbline.kit.openapi.MayCreate;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.DocumentDiff;
import io.plumbline.kit.web.EntityTags;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import io.plumbline.monitoring.feedback.CallFeedback;
import io.plumbline.monitoring.preference.ContentReaders;
import io.plumbline.monitoring.preference.PreferenceFormat;
import io.plumbline.monitoring.preference.PreferenceRules;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Plans that store new preferences in a dataset on a schedule.
@RestController
@RequestMapping("/api/v1/preferences/plans")
class PlanController {

    private static final String NAME = "[a-z0-9][a-z0-9._-]{0,62}";

    private final PreferencePlans plans;

    PlanController(PreferencePlans plans) {
        this.plans = plans;
    }

    /// A plan to create or replace.
    ///
    /// @param dataset name of the dataset, which is created if it is missing
    /// @param format a format of TRL; default: TRL_DPO
    /// @param margin the least difference between the scores of a pair; default: 0.5
    /// @param perRater the most preferences that one rater takes part in; default: 20
    /// @param minNew a run stores a version if at least so many preferences are new; default: 100
    /// @param everyHours hours between two runs; default: 24
    /// @param enabled whether it runs; default: true
    record PlanRequest(
            @Size(max = 63) @Nullable String team,

            @NotNull @Pattern(regexp = NAME) String dataset,

            @Nullable PreferenceFormat format,
            @Size(max = 200) @Nullable String route,
            @Size(max = 200) @Nullable String model,
            @Size(max = 200) @Nullable String prompt,

            @DecimalMin("0.05") @DecimalMax("1") @Nullable Double margin,

            @Min(1) @Max(1_000) @Nullable Integer perRater,
            @Min(1) @Max(5_000) @Nullable Integer minNew,
            @Min(1) @Max(720) @Nullable Integer everyHours,
            @Nullable Boolean enabled) {

        private static final int MIN_NEW = 100;
        private static final int EVERY_HOURS = 24;

        PlanDocument document(String owner) {
            return new PlanDocument(
                    PreferenceRules.of(
                            new CallFeedback.Scope(owner, route, model, prompt, null, null), margin, perRater),
                    Objects.requireNonNullElse(format, PreferenceFormat.TRL_DPO),
                    dataset,
                    Objects.requireNonNullElse(minNew, MIN_NEW),
                    Objects.requireNonNullElse(everyHours, EVERY_HOURS),
                    Objects.requireNonNullElse(enabled, true));
        }
    }

    /// A plan in the API.
    ///
    /// @param last null before the first run
    record PlanResponse(
            String name,
            String team,
            PlanDocument plan,
            Instant createdAt,
            Instant nextRunAt,
            @Nullable PlanRun last) {

        static PlanResponse from(PreferencePlan plan) {
            return new PlanResponse(
                    plan.name(), plan.team(), plan.document(), plan.createdAt(), plan.nextRunAt(), plan.last());
        }
    }

    /// Creates or replaces a plan. It runs at once, then on its schedule. Also needs `call-content:read`.
    @PutMapping("/{name}")
    @MayCreate
    @RequiresPermission(Permission.DATASET_WRITE)
    ResponseEntity<PlanResponse> put(
            @PathVariable @Pattern(regexp = NAME) String name,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @Valid @RequestBody PlanRequest request) {
        String team = ContentReaders.teamFor(Callers.current(), request.team());
        PlanDocument document = request.document(team);
        document.format().requireStorable();
        PreferencePlan stored = plans.put(name, team, document, ifMatch);
        return answer(
                stored.revision() == 0
                        ? ResponseEntity.created(URI.create("/api/v1/preferences/plans/" + name))
                        : ResponseEntity.ok(),
                stored);
    }

    /// Returns what a `PUT` of this plan would change. Stores nothing. Also needs `call-content:read`.
    @PostMapping("/{name}/diff")
    @RequiresPermission(Permission.DATASET_WRITE)
    DocumentDiff diff(@PathVariable @Pattern(regexp = NAME) String name, @Valid @RequestBody PlanRequest request) {
        String team = ContentReaders.teamFor(Callers.current(), request.team());
        PlanDocument document = request.document(team);
        document.format().requireStorable();
        return plans.diff(name, team, document);
    }

    /// Lists the plans by name, each with its last run.
    @GetMapping
    @RequiresPermission(Permission.FEEDBACK_READ)
    Page<PlanResponse> list(@Valid @ParameterObject Paging paging) {
        return plans.list(paging).map(PlanResponse::from);
    }

    @GetMapping("/{name}")
    @RequiresPermission(Permission.FEEDBACK_READ)
    ResponseEntity<PlanResponse> get(@PathVariable @Pattern(regexp = NAME) String name) {
        return answer(ResponseEntity.ok(), plans.get(name));
    }

    /// Removes a plan. Its datasets remain.
    @DeleteMapping("/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @RequiresPermission(Permission.DATASET_WRITE)
    void remove(@PathVariable @Pattern(regexp = NAME) String name) {
        plans.remove(name);
    }

    private static ResponseEntity<PlanResponse> answer(ResponseEntity.BodyBuilder answer, PreferencePlan plan) {
        return answer.eTag(EntityTags.of(plan.revision())).body(PlanResponse.from(plan));
    }
}
