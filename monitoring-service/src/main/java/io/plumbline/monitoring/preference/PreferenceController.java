package io.plumbline.monitoring.preference;

import io.plumbline.audit.Actor;
import io.plumbline.kit.openapi.MayCreate;
import io.plumbline.kit.security.Caller;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Cursor;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import io.plumbline.monitoring.feedback.CallFeedback;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
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
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Feedback as preference data for training. Only feedback with consent is used, and every text is redacted.
/// Reads the stored content of calls, and the audit log records each read.
@RestController
@RequestMapping("/api/v1/preferences")
class PreferenceController {

    private static final String NAME = "[a-z0-9][a-z0-9._-]{0,62}";

    private static final String JSONL = "application/jsonl";

    private final PreferenceDatasets datasets;

    PreferenceController(PreferenceDatasets datasets) {
        this.datasets = datasets;
    }

    /// Selects the feedback.
    ///
    /// @param model `name` or `name@version`; likewise the prompt
    record PreferenceQuery(
            @Size(max = 63) @Nullable String team,
            @Size(max = 200) @Nullable String route,
            @Size(max = 200) @Nullable String model,
            @Size(max = 200) @Nullable String prompt,

            @Parameter(description = "Include feedback at or after this time.") @Nullable
            Instant from,

            @Parameter(description = "Include feedback before this time.") @Nullable
            Instant to,

            @Parameter(description = "The least difference between the scores of a pair. Default: 0.5.")
            @DecimalMin("0.05")
            @DecimalMax("1")
            @Nullable
            Double margin,

            @Parameter(description = "The most preferences that one rater takes part in. Default: 20.")
            @Min(1)
            @Max(1_000)
            @Nullable
            Integer perRater) {

        PreferenceRules rules(String owner) {
            return PreferenceRules.of(new CallFeedback.Scope(owner, route, model, prompt, from, to), margin, perRater);
        }
    }

    /// The body that stores preferences in a dataset.
    ///
    /// @param format a format of TRL; default: TRL_DPO, which fine-tuning jobs with the method DPO take
    /// @param dataset name of the dataset, which is created if it is missing
    /// @param margin the least difference between the scores of a pair; default: 0.5
    /// @param perRater the most preferences that one rater takes part in; default: 20
    record DatasetRequest(
            @Size(max = 63) @Nullable String team,

            @NotNull @Pattern(regexp = NAME) String dataset,

            @Nullable PreferenceFormat format,
            @Size(max = 200) @Nullable String route,
            @Size(max = 200) @Nullable String model,
            @Size(max = 200) @Nullable String prompt,
            @Nullable Instant from,
            @Nullable Instant to,

            @DecimalMin("0.05") @DecimalMax("1") @Nullable Double margin,

            @Min(1) @Max(1_000) @Nullable Integer perRater) {

        PreferenceRules rules(String owner) {
            return PreferenceRules.of(new CallFeedback.Scope(owner, route, model, prompt, from, to), margin, perRater);
        }
    }

    /// The outcome of a request to store preferences.
    ///
    /// @param dataset null if there were no preferences
    record DatasetResponse(
            PreferenceCounts counts, @Nullable PreferenceDataset dataset) {}

    /// Counts the preferences that an export with the same selection contains, and the feedback that is left
    /// out, by reason.
    @GetMapping("/summary")
    @RequiresPermission(Permission.CALL_CONTENT_READ)
    PreferenceCounts summary(
            @Valid @ParameterObject PreferenceQuery query,
            @RequestParam(defaultValue = "TRL_DPO") PreferenceFormat format) {
        Caller caller = Callers.current();
        String team = caller.teamFor(Permission.CALL_CONTENT_READ, query.team());
        return datasets.count(query.rules(team), format.labels(), actor(caller));
    }

    /// Exports the preferences in the feedback as JSONL, in a format of TRL or of OpenAI. Considers the
    /// newest 5,000 submissions of the selection.
    @GetMapping(path = "/export", produces = JSONL)
    @RequiresPermission(Permission.CALL_CONTENT_READ)
    @ApiResponse(responseCode = "200", content = @Content(mediaType = JSONL, schema = @Schema(type = "string")))
    ResponseEntity<byte[]> export(
            @Valid @ParameterObject PreferenceQuery query,
            @RequestParam(defaultValue = "TRL_DPO") PreferenceFormat format) {
        Caller caller = Callers.current();
        String team = caller.teamFor(Permission.CALL_CONTENT_READ, query.team());
        return ResponseEntity.ok(datasets.export(query.rules(team), format, actor(caller)));
    }

    /// Stores the preferences as the next version of a dataset in the registry. Stores nothing if there are
    /// none. Also needs `call-content:read`.
    @PostMapping("/datasets")
    @MayCreate
    @RequiresPermission(Permission.DATASET_WRITE)
    ResponseEntity<DatasetResponse> store(@Valid @RequestBody DatasetRequest request) {
        Caller caller = Callers.current();
        String team = ContentReaders.teamFor(caller, request.team());
        PreferenceDatasets.Result result = datasets.store(
                request.rules(team),
                new PreferenceDatasets.Target(
                        request.dataset(),
                        request.format() == null ? PreferenceFormat.TRL_DPO : request.format(),
                        0,
                        null),
                actor(caller));
        PreferenceDataset made = result.made();
        DatasetResponse body = new DatasetResponse(result.counts(), made);
        return made == null
                ? ResponseEntity.ok(body)
                : ResponseEntity.created(URI.create("/api/v1/preferences/datasets/" + made.id()))
                        .body(body);
    }

    @GetMapping("/datasets/{id}")
    @RequiresPermission(Permission.FEEDBACK_READ)
    PreferenceDataset get(@PathVariable UUID id) {
        return datasets.get(id);
    }

    /// Lists the dataset versions that were made from feedback, newest first.
    @GetMapping("/datasets")
    @RequiresPermission(Permission.FEEDBACK_READ)
    Page<PreferenceDataset> list(@Valid @ParameterObject Paging paging) {
        UUID before = paging.after(1).map(cursor -> cursor.uuid(0)).orElse(null);
        List<PreferenceDataset> rows = datasets.newest(before, paging.size() + 1);
        return Page.of(rows, paging, made -> Cursor.of(made.id()));
    }

    private static Actor actor(Caller caller) {
        return new Actor(caller.type().name().toLowerCase(Locale.ROOT).replace('_', '-'), caller.id());
    }
}
