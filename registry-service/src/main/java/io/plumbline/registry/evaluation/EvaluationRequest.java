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

/// A result to be stored with a version.
///
/// @param kind GATE counts for promotion, if eval-service writes it; anything else is shown and never counts.
///     GATE, RED_TEAM and PANEL of anybody else are stored as REPORTED
/// @param suiteRevision which of the suite's documents was run; a gate of an earlier one than the newest does
///     not count
/// @param model on which a prompt's version was run, as `name@version`: each counts by itself
/// @param servedConfiguration the document of how what was evaluated is served: an object of at most 65,536
///     characters
/// @param runId the run that it is the result of; the same again is the same result
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
