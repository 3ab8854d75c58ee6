package io.plumbline.eval.gate.ledger;

import io.plumbline.eval.suite.document.SuiteDocument;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A request for a gate.
///
/// @param baseline the system to compare with; default: the approved baseline of the suite, or the production
///     version of the model. With any other baseline, the result is informative and not sent to the registry
/// @param cache false to call for all items again, regardless of the suite
/// @param onlySlices the slices to run; default: those of the suite. With slices other than the suite's, the
///     result is informative
/// @param outputs outputs of the candidate that were produced elsewhere, to evaluate instead of calling it
/// @param commit commit of the change in the pipeline
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
        @Nullable UUID outputs,

        @Size(min = 1, max = SuiteDocument.MOST_SLICES) @Nullable
        Set<@NotNull @Pattern(regexp = SuiteDocument.SLICE, message = SuiteDocument.ONE_LINE) String> onlySlices) {

    /// Whether it runs fewer items than the suite.
    public boolean selectsSlicesOf(SuiteDocument suite) {
        return onlySlices != null && !onlySlices.equals(suite.onlySlices());
    }
}
