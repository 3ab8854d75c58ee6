package io.plumbline.registry.evaluation;

import io.plumbline.registry.asset.Names;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A result to store with a version.
///
/// @param kind GATE counts for promotion if eval-service writes it; other kinds are shown but never count. GATE,
///     RED_TEAM and PANEL of other clients are stored as REPORTED
/// @param suiteRevision revision of the suite's document; a gate of an older revision than the newest does not
///     count
/// @param model the model with which a prompt version ran, as `name@version`; each model counts separately
/// @param servedConfiguration the document of the evaluated configuration: an object of at most 65,536 characters
/// @param runId id of the run; repeating an id repeats the same result
record EvaluationRequest(
        @NotNull @Pattern(regexp = "[A-Z][A-Z0-9_]{0,31}") String kind,

        @NotNull UUID runId,

        @NotNull @Pattern(regexp = Names.SUITE) String suite,

        @Nullable @Min(1) Integer suiteRevision,

        @Nullable @Pattern(regexp = Names.REFERENCE) String model,

        @Nullable JsonNode servedConfiguration,

        @NotNull Verdict verdict,

        @Nullable @Pattern(regexp = "[A-Za-z0-9._/-]{1,100}")
        String commit,

        @NotNull Instant finishedAt,

        @Nullable @Size(max = 500) List<@NotNull @Valid Check> checks) {}
