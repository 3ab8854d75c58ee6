package io.plumbline.eval.suite.document;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The requirements on human panels: of the results that count, the worst applies.
///
/// @param name name of the panel; default: any
/// @param dataset `name@version` of the dataset that the panel's answers are from; default: any
/// @param minItems minimum number of labelled items for a result to count for the candidate; every result counts
///     against it
/// @param maxAgeDays maximum age of a result; default: any age
/// @param fromRiskTier minimum risk tier of models and prompts that need it: `MINIMAL` (all, the default), `LIMITED`
///     or `HIGH`
/// @param minAgreement lowest ordinal alpha of every criterion; below it, the labels prove nothing
/// @param minScore lowest mean score of the candidate, 0..1: the interval decides
/// @param minCriteria criterion → lowest mean score, 0..1
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PanelTierRule(
        @Pattern(regexp = SuiteDocument.NAME, message = "must be the name of a panel") @Nullable
        String name,

        @Pattern(regexp = SuiteDocument.REFERENCE, message = "must be NAME@VERSION") @Nullable
        String dataset,

        @Min(1) @Max(1_000_000) @Nullable Integer minItems,
        @Min(1) @Max(3_650) @Nullable Integer maxAgeDays,

        @Pattern(regexp = "MINIMAL|LIMITED|HIGH", message = "must be MINIMAL, LIMITED or HIGH") @Nullable
        String fromRiskTier,

        @DecimalMin("-1") @DecimalMax("1") @Nullable Double minAgreement,
        @DecimalMin("0") @DecimalMax("1") @Nullable Double minScore,

        @Size(max = 10) @Nullable
        Map<@Pattern(regexp = "[a-z][a-z0-9_]{0,39}") String, @NotNull @DecimalMin("0") @DecimalMax("1") Double>
                minCriteria) {

    /// Returns the requirements that panels share with campaigns.
    public TierRules.TierRule rule() {
        return new TierRules.TierRule(name, minItems, maxAgeDays, fromRiskTier);
    }

    public Map<String, Double> minCriteriaOrNone() {
        return minCriteria == null ? Map.of() : minCriteria;
    }

    /// Whether it requires more than a result.
    @JsonIgnore
    public boolean measures() {
        return dataset != null || minAgreement != null || minScore != null || minCriteria != null;
    }
}
