package io.plumbline.eval.gate;

import io.plumbline.eval.suite.SuiteDocument;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/// Asks for a gate.
///
/// @param baseline what the candidate is compared with; without it, the version of the model that is in
///     production
/// @param commit of the change, as the pipeline knows it
record GateRequest(
        @NotNull @Pattern(regexp = SuiteDocument.NAME, message = "must be a suite's name")
        String suite,

        @NotNull @Valid Candidate candidate,
        @Valid @Nullable Candidate baseline,
        @Size(max = 100) @Nullable String commit,
        @Size(max = 200) @Nullable String pullRequest) {}
