package io.plumbline.eval.optimiser.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.plumbline.eval.gate.ledger.Candidate;
import io.plumbline.eval.suite.document.SuiteDocument;
import io.plumbline.eval.suite.document.SuiteDocument.MetricRule;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// What a job does: fixed when it is requested.
///
/// @param candidate the prompt version to improve, and the model version that answers
/// @param suite name of the suite
/// @param revision revision of the suite's document
/// @param metric the metric to improve
/// @param proposer route or `registry:name@version` of the model that rewrites instructions; null for the
///     built-in edits
/// @param candidates number of prompts to try, the original included
/// @param saved the most versions to store
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OptimisationPlan(
        Candidate candidate,
        String suite,
        int revision,
        SuiteDocument document,
        MetricRule metric,
        Strategy strategy,
        @Nullable String proposer,
        int candidates,
        int saved,
        long seed,
        Budget budget) {

    /// What a search changes.
    public enum Strategy {
        INSTRUCTIONS,
        FEW_SHOT,
        BOTH;

        public boolean changesInstructions() {
            return this != FEW_SHOT;
        }

        public boolean addsExamples() {
            return this != INSTRUCTIONS;
        }
    }

    /// Limits of a job. 60 % of each may be spent on training.
    ///
    /// @param maxTokens input and output tokens together; null for no limit
    /// @param maxCostUsd null for no limit; calls at an unknown price do not count
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Budget(
            int maxCalls,
            @Nullable Long maxTokens,
            @Nullable BigDecimal maxCostUsd) {}
}
