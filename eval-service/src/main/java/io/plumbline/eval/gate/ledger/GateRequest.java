package io.plumbline.eval.gate.ledger;

import io.plumbline.eval.suite.SuiteDocument;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Asks for a gate.
///
/// @param baseline what the candidate is compared with; without it, the version of the model that was blessed
///     for the suite, or is in production. Compared with anything else, the result is for information: the
///     registry is not told
/// @param cache false to have all asked again, whatever the suite says
/// @param onlySlices the slices that are asked; those of the suite unless given. With others than the suite
///     names the result is for information
/// @param commit of the change, as the pipeline knows it
public record GateRequest(
        @NotNull @Pattern(regexp = SuiteDocument.NAME, message = "must be a suite's name")
        String suite,

        @NotNull @Valid Candidate candidate,
        @Valid @Nullable Candidate baseline,

        @Pattern(regexp = "[A-Za-z0-9._/-]{1,100}", message = "must be 1 to 100 of A-Z a-z 0-9 . _ / -") @Nullable
        String commit,

        @Pattern(regexp = "[^\\p{Cntrl}]{1,200}", message = "must be 1 to 200 characters on one line") @Nullable
        String pullRequest,

        @Nullable Boolean cache,

        @Size(min = 1, max = SuiteDocument.MOST_SLICES) @Nullable
        Set<@NotNull @Pattern(regexp = SuiteDocument.SLICE, message = SuiteDocument.ONE_LINE) String> onlySlices) {

    /// Whether it asks less than that suite does.
    public boolean selectsSlicesOf(SuiteDocument suite) {
        return onlySlices != null && !onlySlices.equals(suite.onlySlices());
    }
}
