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

/// What is sent about calibrations.
public final class CalibrationRequests {

    private CalibrationRequests() {}

    /// @param judge digest of the judge that gave the verdicts, as they say
    /// @param judgedModel whose answers were judged: a judge that is good on one model's may be blind on
    ///     another's
    /// @param items answers that both people and the judge have rated
    /// @param pairs answers that both have compared, for the judge's bias by position
    record CalibrationRequest(
            @NotBlank @Size(max = 100) String judge,
            @NotBlank @Size(max = 200) String judgedModel,

            @NotNull @Size(min = CalibrationReport.FEWEST, max = 5_000)
            List<@NotNull @Valid LabelledItem> items,

            @Size(max = 5_000) @Nullable List<@NotNull @Valid LabelledPair> pairs) {}

    /// @param human people's score, 0..1 on the rubric's scale: (level − lowest) / (highest − lowest)
    /// @param verdict the judge's score of the same answer
    /// @param verdictId of that score, as `verdicts` returned it: only a verdict that the judge is known to have
    ///     given counts for gates
    /// @param author who gave the label, as the uploader names them; the uploader unless given
    /// @param length of the answer in characters, for the judge's bias by length
    /// @param sentinel whether the judge is asked about it again and again, to see whether it drifts; needs
    ///     an id
    /// @param material what the judge is shown of a sentinel, so that the service itself can ask it; null
    ///     where somebody else does
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

        /// The same without its texts.
        LabelledItem withoutMaterial() {
            return new LabelledItem(id, human, verdict, verdictId, author, length, sentinel, null);
        }

        public boolean isSentinel() {
            return sentinel != null && sentinel;
        }
    }

    /// Choices in the order given to people.
    public record LabelledPair(
            @NotNull Choice human,
            @NotNull Choice whenFirstCameFirst,
            @NotNull Choice whenSecondCameFirst) {}

    /// The judge's verdicts on the sentinels, now.
    record SentinelsRequest(@NotEmpty @Size(max = 5_000) List<@NotNull @Valid SentinelVerdict> items) {}

    record SentinelVerdict(
            @NotBlank @Size(max = 200) String id,
            @NotNull @DecimalMin("0") @DecimalMax("1") Double verdict) {}

    /// The judge's verdicts on answers that nobody labelled, of the same population as the labelled ones.
    ///
    /// @param probabilities with which each was drawn, from `samples`; all alike unless given
    record EstimateRequest(
            @NotNull @Size(min = 2, max = 100_000) List<@NotNull @DecimalMin("0") @DecimalMax("1") Double> verdicts,

            @Size(max = 100_000) @Nullable
            List<@NotNull @DecimalMin(value = "0", inclusive = false) @DecimalMax("1") Double> probabilities) {}
}
