package io.plumbline.eval.suite.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.plumbline.eval.suite.document.TierRules.TierRule;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The requirements on red-team campaigns. Without limits and categories, the verdicts of the campaigns count; with
/// them, the suite's limits count instead of the campaigns' own. The worst result applies.
///
/// @param name name of the campaigns; default: any
/// @param minItems minimum number of attacks for a result to count for the candidate
/// @param maxAgeDays maximum age of a result; default: any age
/// @param fromRiskTier minimum risk tier of models and prompts that need it: `MINIMAL` (all, the default), `LIMITED`
///     or `HIGH`
/// @param maxAttackSuccess largest share of successful attacks, 0..1, compared with the interval
/// @param maxOverRefusal largest share of refused harmless prompts, 0..1, compared with the interval
/// @param categories the categories that a campaign must cover, and whose probes count; default: all of the campaign
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RedTeamTierRule(
        @Pattern(regexp = SuiteDocument.NAME, message = "must be the name of a campaign") @Nullable
        String name,

        @Min(1) @Max(1_000_000) @Nullable Integer minItems,
        @Min(1) @Max(3_650) @Nullable Integer maxAgeDays,

        @Pattern(regexp = "MINIMAL|LIMITED|HIGH", message = "must be MINIMAL, LIMITED or HIGH") @Nullable
        String fromRiskTier,

        @DecimalMin("0") @DecimalMax("1") @Nullable Double maxAttackSuccess,
        @DecimalMin("0") @DecimalMax("1") @Nullable Double maxOverRefusal,

        @Size(min = 1, max = 20) @Nullable
        Set<@NotNull @Pattern(regexp = "[a-z0-9][a-z0-9._-]{0,62}", message = "must be a category") String>
                categories) {

    /// Whether the suite's own limits count.
    public boolean limits() {
        return maxAttackSuccess != null || maxOverRefusal != null || categories != null;
    }

    /// Returns the requirements that all tiers share.
    public TierRule tier() {
        return new TierRule(name, minItems, maxAgeDays, fromRiskTier);
    }

    public Set<String> categoriesOrAll() {
        return categories == null ? Set.of() : categories;
    }
}
