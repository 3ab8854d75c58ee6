package io.plumbline.eval.suite;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/// Results of other tiers that a gate demands; each that is null is not. Nothing runs campaigns and panels yet,
/// so a gate that demands one cannot pass until something does.
///
/// @param redTeam a red-team campaign on the candidate
/// @param panel a panel of people that rated the candidate
/// @param judge a judge of this suite that decides, which takes a calibration that holds
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TierRules(
        @Valid @Nullable TierRule redTeam,
        @Valid @Nullable TierRule panel,
        @Valid @Nullable JudgeTierRule judge) {

    /// What is asked of the results of another tier: of those that count, the worst is what is known.
    ///
    /// @param name of the campaign or panel; any unless given
    /// @param minItems on how many attempts or rated items a result must rest to count for the candidate;
    ///     against it each counts
    /// @param maxAgeDays how old a result may be; any age unless given
    /// @param fromRiskTier demanded of models and prompts of this risk tier and above: `MINIMAL` (all,
    ///     unless given), `LIMITED` or `HIGH`
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

    /// That the suite's judge decides: a calibration that holds has to be there.
    ///
    /// @param fromRiskTier as of the other tiers
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record JudgeTierRule(
            @Pattern(regexp = "MINIMAL|LIMITED|HIGH", message = "must be MINIMAL, LIMITED or HIGH") @Nullable
            String fromRiskTier) {}
}
