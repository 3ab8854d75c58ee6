package io.plumbline.eval.calibration.report;

import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An answer rated by a person and the judge.
///
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
    public LabelledItem withoutMaterial() {
        return new LabelledItem(id, human, verdict, verdictId, author, length, sentinel, null);
    }

    public boolean isSentinel() {
        return sentinel != null && sentinel;
    }
}
