package io.plumbline.eval.suite.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A gate's requirements on results of other tiers; null ones do not apply.
///
/// @param redTeam a red-team campaign on the candidate
/// @param panel a human panel that labelled the candidate's answers
/// @param judge a deciding judge of this suite, which needs a valid calibration
/// @param harm measurements of bias, hallucination and toxicity of the candidate
/// @param benchmark a run of a benchmark on the candidate
/// @param outputs the outputs whose gates count: `CALLED`, the default, for those of the gate's own calls, or
///     `ANY`, also for those that were produced elsewhere
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TierRules(
        @Valid @Nullable RedTeamTierRule redTeam,
        @Valid @Nullable PanelTierRule panel,
        @Valid @Nullable JudgeTierRule judge,
        @Size(min = 1, max = 10) @Nullable List<@NotNull @Valid HarmTierRule> harm,
        @Valid @Nullable BenchmarkTierRule benchmark,

        @Pattern(regexp = "CALLED|ANY", message = "must be CALLED or ANY") @Nullable
        String outputs) {

    static final String ANY_OUTPUTS = "ANY";

    /// The requirements on results of another tier: of those that count, the worst applies.
    ///
    /// @param name name of the campaign or panel; default: any
    /// @param minItems minimum number of attempts or rated items for a result to count for the candidate; every
    ///     result counts against it
    /// @param maxAgeDays maximum age of a result; default: any age
    /// @param fromRiskTier minimum risk tier of models and prompts that need it: `MINIMAL` (all, the default),
    ///     `LIMITED` or `HIGH`
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record TierRule(
            @Pattern(regexp = SuiteDocument.NAME, message = "must be the name of a campaign or panel") @Nullable
            String name,

            @Min(1) @Max(1_000_000) @Nullable Integer minItems,
            @Min(1) @Max(3_650) @Nullable Integer maxAgeDays,

            @Pattern(regexp = "MINIMAL|LIMITED|HIGH", message = "must be MINIMAL, LIMITED or HIGH") @Nullable
            String fromRiskTier) {

        /// Whether a result of the campaign or panel of that name counts.
        public boolean names(String campaign) {
            return name == null || name.equals(campaign);
        }
    }

    /// Requires that the suite's judge decides, which needs a valid calibration.
    ///
    /// @param fromRiskTier as for the other tiers
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record JudgeTierRule(
            @Pattern(regexp = "MINIMAL|LIMITED|HIGH", message = "must be MINIMAL, LIMITED or HIGH") @Nullable
            String fromRiskTier) {}
}
