package io.plumbline.eval.suite.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.plumbline.eval.harm.figure.HarmLimit;
import io.plumbline.eval.harm.item.HarmKind;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The requirements on a measurement of bias, hallucination or toxicity. Of those that count, the worst applies.
///
/// @param kind the kind of measurement
/// @param name name of the measurements; default: any
/// @param dataset the dataset of their prompts, as `name@version`; default: the product's own prompts. Measurements
///     with other prompts do not count: the candidate's team would choose them
/// @param judge name of the judge whose figures count; default: any. Measurements with another judge, or without one,
///     do not count then
/// @param limits limits of figures of this kind
/// @param minItems minimum number of values behind a figure for it to pass
/// @param maxAgeDays maximum age of a measurement; default: any age
/// @param fromRiskTier minimum risk tier of models and prompts that need it: `MINIMAL` (all, the default), `LIMITED`
///     or `HIGH`
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HarmTierRule(
        @NotNull HarmKind kind,

        @Pattern(regexp = SuiteDocument.NAME, message = "must be the name of a measurement") @Nullable
        String name,

        @Pattern(regexp = SuiteDocument.NAME + "@[1-9][0-9]{0,8}", message = "must be NAME@VERSION") @Nullable
        String dataset,

        @Pattern(regexp = SuiteDocument.NAME, message = "must be a judge's name") @Nullable
        String judge,

        @NotNull @Size(min = 1, max = 20) List<@NotNull @Valid HarmLimit> limits,
        @Min(1) @Max(1_000_000) @Nullable Integer minItems,
        @Min(1) @Max(3_650) @Nullable Integer maxAgeDays,

        @Pattern(regexp = "MINIMAL|LIMITED|HIGH", message = "must be MINIMAL, LIMITED or HIGH") @Nullable
        String fromRiskTier) {

    public HarmTierRule {
        limits = limits == null ? List.of() : List.copyOf(limits);
    }

    @AssertTrue(message = "limits must be of figures of this kind")
    boolean isOfKind() {
        return limits.stream()
                .allMatch(limit -> limit.metric() == null || limit.metric().kind() == kind);
    }
}
