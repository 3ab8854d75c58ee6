package io.plumbline.eval.judge;

import io.plumbline.eval.judge.rating.JudgedItem;
import io.plumbline.eval.sampling.SampledItem;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Request bodies for judges.
final class JudgeRequests {

    private JudgeRequests() {}

    /// @param judgedModel name of the model that gave the answers, as its provider calls it; a judge of its
    ///     family is flagged
    record VerdictsRequest(
            @Size(max = 200) @Nullable String judgedModel,
            @NotEmpty @Size(max = 50) List<@NotNull @Valid AnswerItem> items) {}

    record AnswerItem(
            @Size(max = 200) @Nullable String id,
            @NotNull @Size(max = 100_000) String input,
            @NotNull @Size(max = 100_000) String answer,
            @Size(max = 16) @Nullable List<@NotNull @Size(max = 100_000) String> references,
            @Size(max = 200_000) @Nullable String context) {

        JudgedItem judged() {
            return new JudgedItem(input, references == null ? List.of() : references, context, answer);
        }
    }

    record ComparisonsRequest(@NotEmpty @Size(max = 50) List<@NotNull @Valid AnswerPair> pairs) {}

    /// @param firstSystem the system that gave the first answer, such as `support-assistant@2`; with both systems,
    ///     rankings can use the preference
    record AnswerPair(
            @Size(max = 200) @Nullable String id,
            @NotNull @Size(max = 100_000) String input,
            @NotNull @Size(max = 100_000) String first,
            @NotNull @Size(max = 100_000) String second,

            @Pattern(regexp = SYSTEM, message = "must be 1 to 100 characters on one line") @Nullable
            String firstSystem,

            @Pattern(regexp = SYSTEM, message = "must be 1 to 100 characters on one line") @Nullable
            String secondSystem,

            @Size(max = 16) @Nullable List<@NotNull @Size(max = 100_000) String> references,
            @Size(max = 200_000) @Nullable String context) {

        static final String SYSTEM = "[^\\p{Cntrl}]{1,100}";

        JudgedItem judged() {
            return new JudgedItem(input, references == null ? List.of() : references, context, first);
        }
    }

    /// @param rate share of the items, above 0 and at most 1; default 0.1
    /// @param seed random seed; equal seeds give equal samples
    record SampleRequest(
            @DecimalMin(value = "0", inclusive = false) @DecimalMax("1") @Nullable
            Double rate,

            @Nullable Long seed,
            @NotEmpty @Size(max = 100_000) List<@NotNull @Valid DrawableItem> items) {}

    /// @param slice part of the dataset reported separately: each gets its share
    /// @param uncertainty uncertainty about the item, 0..1; default 0
    /// @param changed whether its answer differs from the baseline's
    record DrawableItem(
            @NotBlank @Size(max = 200) String id,
            @Size(max = 200) @Nullable String slice,
            @DecimalMin("0") @DecimalMax("1") @Nullable Double uncertainty,
            @Nullable Boolean changed) {

        SampledItem sampled() {
            return new SampledItem(id, slice, uncertainty == null ? 0 : uncertainty, changed != null && changed);
        }
    }
}
