package io.plumbline.eval.suite;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.plumbline.eval.judge.JudgeDocument;
import io.plumbline.eval.metric.definition.MetricDefinition;
import io.plumbline.eval.sampling.JudgeSample;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a suite asks of a candidate. A gate runs the document as it is when the gate begins.
///
/// @param team whose suite it is; may be left out by a caller of exactly one
/// @param dataset `name@version`
/// @param template how a record becomes a question
/// @param repeats how often each record is asked, 1..20
/// @param concurrency calls under way at once, 1..64
/// @param errorBudget share of the items that may fail to be answered before the gate says INCONCLUSIVE,
///     0..0.5
/// @param seed of everything random in the decision; when given, it is also sent with each call, as a deviation
/// @param judge a model that rates the answers; none unless given
/// @param earlyStop whether to look after a quarter and a half of the items, and end where the verdict is
///     sure by then; false unless said
/// @param slices slice → its limits: these slices block, all others are for information
/// @param onlySlices the slices of the dataset that are asked, as if there were no other records; all
///     records unless given
/// @param requires what else must be known of the candidate, beside the answers to this suite
/// @param caps where the run ends, whatever is left
/// @param cache whether an answer that another gate was given to the same question of the same version is
///     used again; true unless said, or where the latency has a ceiling; never where a metric is about it
///     that blocks, on the whole or on a slice
/// @param callTimeoutSeconds how long one call of candidate, baseline or judge may take, retries and the pauses
///     between them included; then it is an error. 60 unless given
/// @param parameters of the calls, in place of production's: deviations, which every report states; none unless
///     given
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SuiteDocument(
        @Pattern(regexp = NAME, message = "must be a team's name") @Nullable
        String team,

        @NotNull @Pattern(regexp = REFERENCE, message = "must be NAME@VERSION")
        String dataset,

        @NotNull @Valid Template template,
        @NotNull @Size(max = 20) List<@NotNull @Valid MetricRule> metrics,
        @Valid @Nullable Ceilings ceilings,
        @Min(1) @Max(20) @Nullable Integer repeats,
        @Min(1) @Max(64) @Nullable Integer concurrency,
        @DecimalMin("0") @DecimalMax("0.5") @Nullable Double errorBudget,
        @Min(LEAST_SEED) @Max(MOST_SEED) @Nullable Long seed,
        @Valid @Nullable JudgeRule judge,
        @Nullable Boolean earlyStop,

        @Size(max = 20) @Nullable
        Map<@Pattern(regexp = SLICE, message = ONE_LINE) String, @NotNull @Valid SliceRule> slices,

        @Size(min = 1, max = MOST_SLICES) @Nullable
        Set<@NotNull @Pattern(regexp = SLICE, message = ONE_LINE) String> onlySlices,

        @Valid @Nullable TierRules requires,
        @Valid @Nullable Caps caps,
        @Nullable Boolean cache,
        @Min(1) @Max(300) @Nullable Integer callTimeoutSeconds,
        @Valid @Nullable CallParameters parameters) {

    public static final String NAME = "[a-z0-9][a-z0-9._-]{0,62}";
    public static final String SLICE = "[^\\p{Cntrl}]{1,63}";
    public static final String ONE_LINE = "must be 1 to 63 characters on one line";
    public static final int MOST_SLICES = 20;
    /// Whole numbers beyond have no canonical form.
    static final long MOST_SEED = 9_007_199_254_740_991L;

    static final long LEAST_SEED = -MOST_SEED;

    static final String REFERENCE = NAME + "@[1-9][0-9]{0,8}";

    private static final int DEFAULT_CONCURRENCY = 8;
    private static final double DEFAULT_ERROR_BUDGET = 0.02;
    private static final int DEFAULT_CALL_TIMEOUT_SECONDS = 60;

    /// Either messages with `{{input}}` and other fields of the record, or a registered prompt, whose
    /// variables are taken from the record's fields.
    ///
    /// @param prompt `name@version`
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Template(
            @Size(min = 1, max = 50) @Nullable List<@NotNull @Valid Message> messages,

            @Pattern(regexp = REFERENCE, message = "must be NAME@VERSION") @Nullable
            String prompt) {}

    /// One message of a template.
    public record Message(
            @NotNull @Pattern(regexp = "system|user|assistant", message = "must be system, user or assistant")
            String role,

            @NotNull @Size(max = 100_000) String content) {}

    /// What is asked of one metric.
    ///
    /// @param floor lowest score, in the metric's own scale
    /// @param maxRegression largest drop against the baseline, in the metric's own scale
    /// @param blocking whether the verdict hangs on it; true unless said
    /// @param as what it is called in checks; its name unless said. Not what gates call checks of their own
    /// @param options what the metric knows beside its name
    /// @param negate whether it counts the other way round: best less score, at least 0
    /// @param of the metrics of a `set`, whose score is their weighted mean, each on a scale of 0 to 1
    /// @param threshold of a set: it then scores 1 from there on and 0 below
    /// @param safety whether its floor is a guarantee: an item is as good as the worst of its answers, and
    ///     shares have Clopper and Pearson's interval; false unless said
    /// @param minReferenced share of the answered items that must have a reference for the metric to decide, of
    ///     metrics that need one; all but the error budget unless given
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record MetricRule(
            @NotNull @Size(max = 63) String name,
            @DecimalMin("0") @DecimalMax("100") @Nullable Double floor,
            @DecimalMin("0") @DecimalMax("100") @Nullable Double maxRegression,
            @Nullable Boolean blocking,

            @Pattern(
                    regexp = "(?!(?:baseline|cache|errors|evidence|judge|slice)$)" + MetricDefinition.LABEL,
                    message = "must be 1 to 63 letters, digits, or any of _ -, and none of baseline, cache, errors,"
                            + " evidence, judge, slice: gates have checks of these names")
            @Nullable
            String as,

            @Size(max = 20) @Nullable Map<@Size(max = 63) String, Object> options,
            @Nullable Boolean negate,
            @Size(min = 1, max = 20) @Nullable List<@NotNull @Valid MetricDefinition> of,
            @DecimalMin("0") @DecimalMax("1") @Nullable Double threshold,
            @Nullable Boolean safety,
            @DecimalMin("0") @DecimalMax("1") @Nullable Double minReferenced) {

        /// A metric with nothing beside its name.
        public MetricRule(
                String name, @Nullable Double floor, @Nullable Double maxRegression, @Nullable Boolean blocking) {
            this(name, floor, maxRegression, blocking, null, null, null, null, null, null, null);
        }

        public MetricDefinition definition() {
            return new MetricDefinition(name, as, options, negate, null, of, threshold);
        }

        /// Whether it is about how long an answer took.
        public boolean measuresLatency() {
            return definition().measuresLatency();
        }

        public boolean claimsSafety() {
            return Boolean.TRUE.equals(safety);
        }

        /// What it is called in checks.
        public String label() {
            return as == null ? name : as;
        }

        /// Whether a score could break it: none is below a floor of 0, or drops by more than there is.
        boolean couldFail(double maximum) {
            return (floor != null && floor > 0) || (maxRegression != null && maxRegression < maximum);
        }

        public boolean blocks() {
            return blocking == null || blocking;
        }
    }

    /// A judge, and what is asked of its score, 0..1.
    ///
    /// @param rubric `name@version`
    /// @param model `registry:name@version`, or the name of a route
    /// @param sample share of the items that it judges; 0.1 unless given
    /// @param samples verdicts an item where the provider gives no log-probabilities; 1 unless given
    /// @param floor lowest score that people would give
    /// @param maxRegression largest drop against the baseline
    /// @param blocking whether the verdict hangs on it; true unless said
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record JudgeRule(
            @NotNull @Pattern(regexp = REFERENCE, message = "must be NAME@VERSION")
            String rubric,

            @NotNull
            @Pattern(
                    regexp = "registry:" + REFERENCE + "|" + NAME,
                    message = "must be registry:NAME@VERSION or a route's name")
            String model,

            @DecimalMin(value = "0", inclusive = false) @DecimalMax("1") @Nullable
            Double sample,

            @Min(1) @Max(10) @Nullable Integer samples,
            @DecimalMin("0") @DecimalMax("1") @Nullable Double floor,
            @DecimalMin("0") @DecimalMax("1") @Nullable Double maxRegression,
            @Nullable Boolean blocking) {

        boolean couldFail() {
            return blocks() && ((floor != null && floor > 0) || (maxRegression != null && maxRegression < 1));
        }

        public boolean blocks() {
            return blocking == null || blocking;
        }

        /// Whether the judge is a model's version; else it is a route, which is whatever it leads to.
        public boolean namesVersion() {
            return model.startsWith("registry:");
        }

        public double sampleOrDefault() {
            return sample == null ? JudgeSample.DEFAULT_RATE : sample;
        }

        /// 1, which is all there is, unless given.
        public double maxRegressionOrAll() {
            return maxRegression == null ? 1 : maxRegression;
        }

        public JudgeDocument document(String team) {
            return new JudgeDocument(team, rubric, model, samples, null, null);
        }
    }

    public Map<String, SliceRule> slicesOrNone() {
        return slices == null ? Map.of() : slices;
    }

    /// Share of the answered items that must have a reference for a metric to decide.
    public double minReferenced(MetricRule metric) {
        Double fewest = metric.minReferenced();
        return fewest == null ? 1 - errorBudgetOrDefault() : fewest;
    }

    /// The slices that are asked; empty for all records.
    public Set<String> onlySlicesOrAll() {
        return onlySlices == null ? Set.of() : onlySlices;
    }

    public int repeatsOrOne() {
        return repeats == null ? 1 : repeats;
    }

    public int concurrencyOrDefault() {
        return concurrency == null ? DEFAULT_CONCURRENCY : concurrency;
    }

    public double errorBudgetOrDefault() {
        return errorBudget == null ? DEFAULT_ERROR_BUDGET : errorBudget;
    }

    public long seedOrZero() {
        return seed == null ? 0 : seed;
    }

    public Duration callTimeout() {
        return Duration.ofSeconds(callTimeoutSeconds == null ? DEFAULT_CALL_TIMEOUT_SECONDS : callTimeoutSeconds);
    }

    /// What calls say in place of production's parameters, but the seed.
    public Map<String, Object> sentParameters() {
        return parameters == null ? Map.of() : parameters.withoutSeed();
    }

    /// The seed that is sent with the first repeat; null for none.
    public @Nullable Long sentSeed() {
        return parameters != null && parameters.seed() != null ? parameters.seed() : seed;
    }

    /// In what the calls of a gate deviate from production's, by the names of OpenAI's API.
    public Map<String, Object> deviations() {
        Map<String, Object> deviations = new TreeMap<>(sentParameters());
        Long sent = sentSeed();
        if (sent != null) {
            deviations.put("seed", sent);
        }
        return deviations;
    }

    public boolean stopsEarly() {
        return Boolean.TRUE.equals(earlyStop);
    }

    /// Whether answers of other gates may be used.
    public boolean usesCache() {
        if (metrics.stream().anyMatch(metric -> metric.measuresLatency() && decides(metric))) {
            return false;
        }
        return cache == null ? ceilings == null || ceilings.p95LatencyMs() == null : cache;
    }

    /// Whether the verdict hangs on a metric, on the whole or on a slice.
    private boolean decides(MetricRule metric) {
        return metric.blocks() || slicesOrNone().values().stream().anyMatch(slice -> slice.covers(metric));
    }

    /// The same with other metrics.
    public SuiteDocument measuredBy(List<MetricRule> others) {
        return with(team, others, slices, onlySlices, cache);
    }

    /// The same document, with all asked again.
    public SuiteDocument withoutCache() {
        return with(team, metrics, slices, onlySlices, false);
    }

    /// The same document, with these slices asked alone: of those that block, the ones among them do.
    public SuiteDocument onlyOf(Set<String> asked) {
        Map<String, SliceRule> left = new LinkedHashMap<>(slicesOrNone());
        left.keySet().retainAll(asked);
        return with(team, metrics, left.isEmpty() ? null : left, asked, cache);
    }

    /// The same document of that team.
    SuiteDocument ofTeam(String owner) {
        return with(owner, metrics, slices, onlySlices, cache);
    }

    private SuiteDocument with(
            @Nullable String owner,
            List<MetricRule> measures,
            @Nullable Map<String, SliceRule> blocking,
            @Nullable Set<String> asked,
            @Nullable Boolean reuse) {
        return new SuiteDocument(
                owner,
                dataset,
                template,
                measures,
                ceilings,
                repeats,
                concurrency,
                errorBudget,
                seed,
                judge,
                earlyStop,
                blocking,
                asked,
                requires,
                caps,
                reuse,
                callTimeoutSeconds,
                parameters);
    }
}
