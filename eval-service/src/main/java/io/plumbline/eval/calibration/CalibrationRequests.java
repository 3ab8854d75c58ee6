package io.plumbline.eval.calibration;

import io.plumbline.eval.calibration.report.CalibrationReport;
import io.plumbline.eval.calibration.report.LabelledItem;
import io.plumbline.eval.calibration.report.LabelledPair;
import io.plumbline.eval.rubric.RubricDocument;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Request bodies of calibrations.
final class CalibrationRequests {

    private CalibrationRequests() {}

    /// @param judge digest of the judge, as in its ratings
    /// @param judgedModel the model whose answers were rated: a judge that is good on one model may be blind on
    ///     another
    /// @param items answers rated by people and the judge
    /// @param pairs answers compared by both, for the judge's position bias
    /// @param panel ratings of answers that a closed panel labelled, instead of `items`
    record CalibrationRequest(
            @NotBlank @Size(max = 100) String judge,
            @NotBlank @Size(max = 200) String judgedModel,

            @Size(min = CalibrationReport.FEWEST, max = 5_000) @Nullable
            List<@NotNull @Valid LabelledItem> items,

            @Size(max = 5_000) @Nullable List<@NotNull @Valid LabelledPair> pairs,
            @Valid @Nullable PanelRatings panel) {}

    /// The judge's ratings of a panel's items.
    ///
    /// @param name name of a closed panel with single answers and the judge's rubric
    record PanelRatings(
            @NotNull @Pattern(regexp = RubricDocument.NAME, message = "must be the name of a panel")
            String name,

            @NotNull @Size(min = CalibrationReport.FEWEST, max = 5_000)
            List<@NotNull @Valid PanelRating> ratings) {}

    /// @param item place of the item in the panel
    /// @param verdict the judge's score of its answer
    /// @param verdictId id of that score, as returned by `verdicts`
    record PanelRating(
            @NotNull @Min(0) Integer item,
            @NotNull @DecimalMin("0") @DecimalMax("1") Double verdict,
            @Nullable UUID verdictId) {}

    /// The judge's current ratings of the sentinels.
    record SentinelsRequest(@NotEmpty @Size(max = 5_000) List<@NotNull @Valid SentinelVerdict> items) {}

    record SentinelVerdict(
            @NotBlank @Size(max = 200) String id,
            @NotNull @DecimalMin("0") @DecimalMax("1") Double verdict) {}

    /// The judge's ratings of unlabelled answers from the same population as the labelled ones.
    ///
    /// @param probabilities sampling probability of each, from `samples`; default: equal
    record EstimateRequest(
            @NotNull @Size(min = 2, max = 100_000) List<@NotNull @DecimalMin("0") @DecimalMax("1") Double> verdicts,

            @Size(max = 100_000) @Nullable
            List<@NotNull @DecimalMin(value = "0", inclusive = false) @DecimalMax("1") Double> probabilities) {}
}
