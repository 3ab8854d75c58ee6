package io.plumbline.eval.optimiser;

import io.plumbline.eval.gate.ledger.Candidate;
import io.plumbline.eval.optimiser.job.OptimisationPlan;
import io.plumbline.eval.optimiser.job.OptimisationPlan.Strategy;
import io.plumbline.eval.suite.document.SuiteDocument;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// An optimisation to start.
///
/// @param candidate the prompt version to improve, on a model version: `{prompt, version, model: NAME@V}`
/// @param suite its dataset has the records, and its metrics score the answers
/// @param metric a metric of the suite, by its name in checks; default: its first
/// @param strategy default: BOTH
/// @param proposer a model that rewrites the instructions: a route's name or `registry:NAME@VERSION`; default:
///     built-in edits
/// @param saved the most versions to store; default: 3
/// @param seed of the split and of all random choices; default: 0
record OptimisationRequest(
        @NotNull @Valid Candidate candidate,

        @NotNull @Pattern(regexp = SuiteDocument.NAME) String suite,

        @Size(min = 1, max = 63) @Nullable String metric,
        @Nullable Strategy strategy,

        @Pattern(
                regexp = "registry:" + SuiteDocument.NAME + "@[1-9][0-9]{0,8}|" + SuiteDocument.NAME,
                message = "must be registry:NAME@VERSION or a route's name")
        @Nullable
        String proposer,

        @Min(1) @Max(5) @Nullable Integer saved,
        @Min(0) @Max(SuiteDocument.MOST_SEED) @Nullable Long seed,
        @Valid @Nullable BudgetRequest budget) {

    private static final int SAVED = 3;

    /// Limits of an optimisation.
    ///
    /// @param candidates number of prompts to try, the original included; default: 12
    /// @param maxCalls most calls of models; default: 2,000
    /// @param maxTokens most input and output tokens together; default: no limit
    /// @param maxCostUsd most cost; default: no limit
    record BudgetRequest(
            @Min(2) @Max(64) @Nullable Integer candidates,
            @Min(20) @Max(100_000) @Nullable Integer maxCalls,
            @Min(1_000) @Max(10_000_000_000L) @Nullable Long maxTokens,

            @DecimalMin("0.01") @Digits(integer = 6, fraction = 6) @Nullable
            BigDecimal maxCostUsd) {

        private static final int CANDIDATES = 12;
        private static final int MAX_CALLS = 2_000;
        private static final BudgetRequest NONE = new BudgetRequest(null, null, null, null);

        int candidatesOrDefault() {
            return Objects.requireNonNullElse(candidates, CANDIDATES);
        }

        OptimisationPlan.Budget limits() {
            return new OptimisationPlan.Budget(Objects.requireNonNullElse(maxCalls, MAX_CALLS), maxTokens, maxCostUsd);
        }
    }

    BudgetRequest budgetOrDefault() {
        return budget == null ? BudgetRequest.NONE : budget;
    }

    int savedOrDefault() {
        return Objects.requireNonNullElse(saved, SAVED);
    }

    long seedOrZero() {
        return Objects.requireNonNullElse(seed, 0L);
    }

    Strategy strategyOrBoth() {
        return Objects.requireNonNullElse(strategy, Strategy.BOTH);
    }
}
