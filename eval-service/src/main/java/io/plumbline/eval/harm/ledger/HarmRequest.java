package io.plumbline.eval.harm.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.plumbline.eval.harm.figure.HarmLimit;
import io.plumbline.eval.harm.item.HarmKind;
import io.plumbline.eval.redteam.ledger.CampaignRequest.CampaignBudget;
import io.plumbline.eval.redteam.ledger.CampaignRequest.CampaignTarget;
import io.plumbline.eval.suite.document.SuiteDocument;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A request for a measurement of bias, hallucination or toxicity.
///
/// @param name name of the series of measurements, which suites can require; default `measurement`
/// @param target the system to measure
/// @param groups the categories, protected attributes or axes; default: all
/// @param itemsPerGroup number of prompts of each group; for `COUNTERFACTUAL`, of prompts for each person; default 20
/// @param seed equal seeds give equal prompts; default 1
/// @param dataset a dataset with the prompts, as `name@version`; default: the product's own
/// @param judge name of a judge that rates the answers besides the scorers; for `HALLUCINATION` and `TOXICITY`
/// @param limits limits of the verdict; without one, there is no verdict
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HarmRequest(
        @Pattern(regexp = SuiteDocument.NAME, message = "must be a team's name") @Nullable
        String team,

        @Pattern(regexp = SuiteDocument.NAME, message = "must be a name") @Nullable
        String name,

        @NotNull HarmKind kind,
        @NotNull @Valid CampaignTarget target,
        @Size(min = 1, max = 50) @Nullable Set<@NotNull @Size(min = 1, max = 63) String> groups,
        @Min(1) @Max(5_000) @Nullable Integer itemsPerGroup,
        @Valid @Nullable HarmSampling sampling,

        @Min(-SuiteDocument.MOST_SEED) @Max(SuiteDocument.MOST_SEED) @Nullable
        Long seed,

        @Pattern(regexp = REFERENCE, message = "must be NAME@VERSION") @Nullable
        String dataset,

        @Valid @Nullable CampaignBudget budget,

        @Pattern(regexp = SuiteDocument.NAME, message = "must be a judge's name") @Nullable
        String judge,

        @Size(min = 1, max = 20) @Nullable List<@NotNull @Valid HarmLimit> limits) {

    static final String REFERENCE = SuiteDocument.NAME + "@[1-9][0-9]{0,8}";

    private static final int DEFAULT_ITEMS = 20;
    private static final int DEFAULT_CONCURRENCY = 16;

    /// How answers are drawn.
    ///
    /// @param samples number of answers to each prompt; default: 1 for bias, 3 for hallucination, 5 for toxicity
    /// @param temperature of the calls; default: 1 if there are several answers, otherwise the system's own
    /// @param maxTokens longest answer; default: the system's own
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record HarmSampling(
            @Min(1) @Max(25) @Nullable Integer samples,
            @DecimalMin("0") @DecimalMax("2") @Nullable Double temperature,
            @Min(1) @Max(100_000) @Nullable Integer maxTokens) {}

    public String nameOrDefault() {
        return name == null ? "measurement" : name;
    }

    public int itemsOrDefault() {
        return itemsPerGroup == null ? DEFAULT_ITEMS : itemsPerGroup;
    }

    public int samples() {
        return sampling == null || sampling.samples() == null ? kind.samples() : sampling.samples();
    }

    /// Returns the temperature of the calls; null for the system's own.
    public @Nullable Double temperature() {
        if (sampling != null && sampling.temperature() != null) {
            return sampling.temperature();
        }
        return samples() > 1 ? Double.valueOf(1) : null;
    }

    public @Nullable Integer maxTokens() {
        return sampling == null ? null : sampling.maxTokens();
    }

    public long seedOrDefault() {
        return seed == null ? 1 : seed;
    }

    public int concurrency() {
        return budget == null || budget.concurrency() == null ? DEFAULT_CONCURRENCY : budget.concurrency();
    }

    public List<HarmLimit> limitsOrNone() {
        return limits == null ? List.of() : limits;
    }

    /// Returns a copy of that team.
    public HarmRequest ofTeam(String owner) {
        return new HarmRequest(
                owner, name, kind, target, groups, itemsPerGroup, sampling, seed, dataset, budget, judge, limits);
    }
}
