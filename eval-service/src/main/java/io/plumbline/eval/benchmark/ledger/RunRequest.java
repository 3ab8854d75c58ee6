package io.plumbline.eval.benchmark.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.plumbline.eval.benchmark.format.BenchmarkKind;
import io.plumbline.eval.gate.ledger.Candidate;
import io.plumbline.eval.suite.document.SuiteDocument;
import io.plumbline.eval.trial.TrialSpending;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// A request for a run of a benchmark.
///
/// @param version version of the data; default: the newest
/// @param target a model version `{"model", "version"}`, a prompt version on a model version
///     `{"prompt", "version", "model": "NAME@V"}`, or a route `{"route"}`
/// @param contamination probes whether the model knows the items; default: none
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunRequest(
        @Min(1) @Max(999_999_999) @Nullable Integer version,
        @NotNull @Valid Candidate target,
        @Valid @Nullable RunSettings settings,
        @Valid @Nullable ContaminationProbe contamination,
        @Valid @Nullable RunBudget budget) {

    private static final int DEFAULT_CONCURRENCY = 8;
    private static final double WARM = 0.8;
    private static final RunSettings USUAL = new RunSettings(null, null, null, null, null, null, null, null);
    private static final RunBudget UNLIMITED = new RunBudget(null, null, null, null);

    /// How choices are scored.
    public enum Scoring {
        /// By log-probabilities if the provider returns them with every answer, else generatively.
        AUTO,
        LOG_PROBABILITIES,
        GENERATIVE
    }

    /// Settings that determine the prompts and the score. Runs with equal settings on equal data can be compared.
    ///
    /// @param shots examples before each question; default: as published
    /// @param items largest number of items, drawn by the seed with equal shares of each group; default: all
    /// @param seed draws items and the order of choices; default 1
    /// @param scoring how choices are scored; default `AUTO`
    /// @param samples answers per item, for pass@k of HumanEval; default 1
    /// @param temperature default 0; 0.8 with several samples
    /// @param maxTokens longest answer; default: that of the benchmark
    /// @param judge name of a judge that classes the answers of XSTest; default: rules decide
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record RunSettings(
            @Min(0) @Max(20) @Nullable Integer shots,
            @Min(1) @Max(50_000) @Nullable Integer items,

            @Min(-SuiteDocument.MOST_SEED) @Max(SuiteDocument.MOST_SEED) @Nullable
            Long seed,

            @Nullable Scoring scoring,
            @Min(1) @Max(200) @Nullable Integer samples,
            @DecimalMin("0") @DecimalMax("2") @Nullable Double temperature,
            @Min(1) @Max(32_768) @Nullable Integer maxTokens,

            @Pattern(regexp = SuiteDocument.NAME, message = "must be a judge's name") @Nullable
            String judge) {

        public int shotsOr(BenchmarkKind kind) {
            return shots == null ? kind.defaultShots() : shots;
        }

        public long seedOrDefault() {
            return seed == null ? 1 : seed;
        }

        public Scoring scoringOrDefault() {
            return scoring == null ? Scoring.AUTO : scoring;
        }

        public int samplesOrDefault() {
            return samples == null ? 1 : samples;
        }

        public double temperatureOrDefault() {
            return temperature != null ? temperature : samplesOrDefault() > 1 ? WARM : 0;
        }
    }

    /// Asks the model to continue the start of items word by word, and repeats multiple-choice items with another order
    /// of their choices.
    ///
    /// @param items number of items, drawn by the seed
    public record ContaminationProbe(@Min(10) @Max(1_000) int items) {}

    /// Limits that end a run.
    ///
    /// @param calls largest number of calls
    /// @param tokens largest number of tokens, in and out
    /// @param costUsd largest cost
    /// @param concurrency concurrent calls, 1..64; default 8
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record RunBudget(
            @Min(1) @Max(1_000_000) @Nullable Integer calls,
            @Min(1) @Max(10_000_000_000L) @Nullable Long tokens,
            @Positive @DecimalMax("1000000") @Nullable BigDecimal costUsd,
            @Min(1) @Max(64) @Nullable Integer concurrency)
            implements TrialSpending.Budget {

        public int concurrencyOrDefault() {
            return concurrency == null ? DEFAULT_CONCURRENCY : concurrency;
        }
    }

    public RunSettings settingsOrDefault() {
        return settings == null ? USUAL : settings;
    }

    public RunBudget budgetOrDefault() {
        return budget == null ? UNLIMITED : budget;
    }

    /// Returns a copy on that version.
    public RunRequest onVersion(int number) {
        return new RunRequest(number, target, settings, contamination, budget);
    }
}
