package io.plumbline.eval.calibration;

import io.plumbline.eval.judge.rating.Preference.Choice;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
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
public final class CalibrationRequests {

    private CalibrationRequests() {}

    /// @param judge digest of the judge, as in its ratings
    /// @param judgedModel the model whose answers were rated: a judge that is good on one model may be blind on
    ///     another
    /// @param items answers rated by people and the judge
    /// @param pairs answers compared by both, for the judge's position bias
    record CalibrationRequest(
            @NotBlank @Size(max = 100) String judge,
            @NotBlank @Size(max = 200) String judgedModel,

            @NotNull @Size(min = CalibrationReport.FEWEST, max = 5_000)
            List<@NotNull @Valid LabelledItem> items,

            @Size(max = 5_000) @Nullable List<@NotNull @Valid LabelledPair> pairs) {}

    /// @param human people's score, 0..1 on the rubric's scale: (level − lowest) / (highest − lowest)
    /// @param verdict the judge's score of the same answer
    /// @param verdictId id of that score, as returned by `verdicts`: only ratings known to come from the judge
    ///     count for gates
    /// @param author author of the label, as named by the uploader; default: the uploader
    /// @param length length of the answer in characters, for the judge's length bias
    /// @param sentinel whether the judge rates it again regularly, to detect drift; requires an id
    /// @param material what the judge sees of a sentinel, so that the service itself can have it rated; null if
    ///     others do
    public record LabelledItem(
            @Size(max = 200) @Nullable String id,
            @NotNull @DecimalMin("0") @DecimalMax("1") Double human,
            @NotNull @DecimalMin("0") @DecimalMax("1") Double verdict,
            @Nullable UUID verdictId,

            @Pattern(regexp = "[^\\p{Cntrl}]{1,200}", message = "must be 1 to 200 characters on one line") @Nullable
            String author,

            @Min(0) @Max(10_000_000) @Nullable Integer length,
            @Nullable Boolean sentinel,
            @Valid @Nullable SentinelMaterial material) {

        /// Returns a copy without its texts.
        LabelledItem withoutMaterial() {
            return new LabelledItem(id, human, verdict, verdictId, author, length, sentinel, null);
        }

        public boolean isSentinel() {
            return sentinel != null && sentinel;
        }
    }

    /// Choices, in the order shown to people.
    public record LabelledPair(
            @NotNull Choice human,
            @NotNull Choice whenFirstCameFirst,
            @NotNull Choice whenSecondCameFirst) {}

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
