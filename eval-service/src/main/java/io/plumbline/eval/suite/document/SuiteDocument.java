package io.plumbline.eval.suite.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.plumbline.eval.metric.definition.MetricDefinition;
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

/// The requirements of a suite on a candidate. A gate runs the document that is current when it starts.
///
/// @param team the suite's team; optional for a caller with exactly one
/// @param dataset `name@version`
/// @param template how a record becomes a question
/// @param repeats number of calls per record, 1..20
/// @param concurrency concurrent calls, 1..64
/// @param errorBudget share of the items that may lack an answer before the gate is INCONCLUSIVE, 0..0.5
/// @param seed seed of all randomness in the decision; if given, it is also sent with each call, as a deviation
/// @param judge a model that rates the answers; default: none
/// @param judges further models that rate the answers, each with its own rubric, calibration and limits
/// @param earlyStop whether to look after a quarter and a half of the items, and end if the verdict is certain;
///     default false
/// @param slices slice → its limits: these slices block, all others are informative
/// @param onlySlices the slices of the dataset to run, as if there were no other records; default: all records
/// @param requires further requirements on the candidate, besides the answers to this suite
/// @param caps limits that end the run
/// @param cache whether to reuse answers of other gates to the same question of the same version; default true
///     unless the latency has a ceiling; never if a blocking metric, on all items or a slice, measures latency
/// @param callTimeoutSeconds time limit of one call of candidate, baseline or judge, including retries and
///     pauses; then it is an error. Default 60
/// @param parameters call parameters instead of production's: deviations, which every report states; default:
///     none
/// @param tools definitions of tools in OpenAI's format, sent with each call; a record's `tools` are added to them
/// @param agent how the items are conversations; default: each item is one call
/// @param retrieval the knowledge base whose passages are compared; default: none
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

        @Size(min = 1, max = MOST_FURTHER_JUDGES) @Nullable List<@NotNull @Valid JudgeRule> judges,

        @Nullable Boolean earlyStop,

        @Size(max = 20) @Nullable
        Map<@Pattern(regexp = SLICE, message = ONE_LINE) String, @NotNull @Valid SliceRule> slices,

        @Size(min = 1, max = MOST_SLICES) @Nullable
        Set<@NotNull @Pattern(regexp = SLICE, message = ONE_LINE) String> onlySlices,

        @Valid @Nullable TierRules requires,
        @Valid @Nullable Caps caps,
        @Nullable Boolean cache,
        @Min(1) @Max(300) @Nullable Integer callTimeoutSeconds,
        @Valid @Nullable CallParameters parameters,

        @Size(max = MOST_TOOLS) @Nullable List<@NotNull @Size(max = 20) Map<@Size(max = 63) String, Object>> tools,

        @Valid @Nullable AgentRule agent,
        @Valid @Nullable RetrievalRule retrieval) {

    public static final String NAME = "[a-z0-9][a-z0-9._-]{0,62}";
    public static final String SLICE = "[^\\p{Cntrl}]{1,63}";
    public static final String ONE_LINE = "must be 1 to 63 characters on one line";
    public static final int MOST_SLICES = 20;
    public static final int MOST_TOOLS = 128;
    public static final int MOST_FURTHER_JUDGES = 4;
    /// The key of the ratings of the suite's `judge`; those of further judges have their labels.
    public static final String MAIN_JUDGE = "";

    /// Larger whole numbers have no canonical form.
    public static final long MOST_SEED = 9_007_199_254_740_991L;

    static final long LEAST_SEED = -MOST_SEED;

    static final String REFERENCE = NAME + "@[1-9][0-9]{0,8}";

    private static final int DEFAULT_CONCURRENCY = 8;
    private static final double DEFAULT_ERROR_BUDGET = 0.02;
    private static final int DEFAULT_CALL_TIMEOUT_SECONDS = 60;

    /// Either messages with `{{input}}` and other fields of the record, or a registered prompt, whose variables
    /// are filled from the record's fields.
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

    /// The requirements on one metric.
    ///
    /// @param floor lowest score, in the metric's own scale
    /// @param maxRegression largest drop against the baseline, in the metric's own scale
    /// @param blocking whether the verdict depends on it; default true
    /// @param as its name in checks; default: its name. Must not be a name of the gate's own checks
    /// @param options options of the metric
    /// @param negate whether it is inverted: maximum − score, at least 0
    /// @param of the metrics of a `set`, whose score is their weighted mean, each on a scale of 0 to 1
    /// @param threshold of a set: it then scores 1 from there on and 0 below
    /// @param safety whether its floor is a guarantee: an item is as good as the worst of its answers, and shares
    ///     have Clopper and Pearson's interval; default false
    /// @param minReferenced share of the answered items that must have a reference for the metric to decide, for
    ///     metrics that need one; default: all except the error budget
    /// @param passK scores an item by pass^k: the probability that k of its answers all have the best score. Needs
    ///     at least k `repeats`; default: the mean of its answers
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record MetricRule(
            @NotNull @Size(max = 63) String name,
            @DecimalMin("0") @DecimalMax("100") @Nullable Double floor,
            @DecimalMin("0") @DecimalMax("100") @Nullable Double maxRegression,
            @Nullable Boolean blocking,

            @Pattern(
                    regexp = "(?!(?:baseline|cache|errors|evidence|judge|outputs|slice)$)" + MetricDefinition.LABEL,
                    message = "must be 1 to 63 letters, digits, or any of _ -, and none of baseline, cache, errors,"
                            + " evidence, judge, outputs, slice: gates have checks of these names")
            @Nullable
            String as,

            @Size(max = 20) @Nullable Map<@Size(max = 63) String, Object> options,
            @Nullable Boolean negate,
            @Size(min = 1, max = 20) @Nullable List<@NotNull @Valid MetricDefinition> of,
            @DecimalMin("0") @DecimalMax("1") @Nullable Double threshold,
            @Nullable Boolean safety,
            @DecimalMin("0") @DecimalMax("1") @Nullable Double minReferenced,
            @Min(2) @Max(20) @Nullable Integer passK) {

        /// A metric with only its name.
        public MetricRule(
                String name, @Nullable Double floor, @Nullable Double maxRegression, @Nullable Boolean blocking) {
            this(name, floor, maxRegression, blocking, null, null, null, null, null, null, null, null);
        }

        public MetricDefinition definition() {
            return new MetricDefinition(name, as, options, negate, null, of, threshold);
        }

        /// Whether it measures the latency of an answer.
        public boolean measuresLatency() {
            return definition().measuresLatency();
        }

        public boolean claimsSafety() {
            return Boolean.TRUE.equals(safety);
        }

        /// Returns its name in checks.
        public String label() {
            return as == null ? name : as;
        }

        /// Whether a score could break it: none is below a floor of 0, or drops by more than the maximum.
        public boolean couldFail(double maximum) {
            return (floor != null && floor > 0) || (maxRegression != null && maxRegression < maximum);
        }

        public boolean blocks() {
            return blocking == null || blocking;
        }
    }

    /// Returns the judges by the keys of their ratings, the suite's `judge` first.
    public Map<String, JudgeRule> judgesByKey() {
        Map<String, JudgeRule> all = new LinkedHashMap<>();
        if (judge != null) {
            all.put(MAIN_JUDGE, judge);
        }
        if (judges != null) {
            judges.forEach(further -> all.put(further.label(), further));
        }
        return all;
    }

    public boolean hasJudges() {
        return judge != null || judges != null;
    }

    public Map<String, SliceRule> slicesOrNone() {
        return slices == null ? Map.of() : slices;
    }

    /// Returns the share of the answered items that must have a reference for a metric to decide.
    public double minReferenced(MetricRule metric) {
        Double fewest = metric.minReferenced();
        return fewest == null ? 1 - errorBudgetOrDefault() : fewest;
    }

    /// Returns the slices to run; empty for all records.
    public Set<String> onlySlicesOrAll() {
        return onlySlices == null ? Set.of() : onlySlices;
    }

    /// Whether gates over outputs from elsewhere count.
    public boolean admitsOutputs() {
        return requires != null && TierRules.ANY_OUTPUTS.equals(requires.outputs());
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

    /// Returns the call parameters sent instead of production's, except the seed.
    public Map<String, Object> sentParameters() {
        return parameters == null ? Map.of() : parameters.withoutSeed();
    }

    /// Returns the seed sent with the first repeat; null for none.
    public @Nullable Long sentSeed() {
        return parameters != null && parameters.seed() != null ? parameters.seed() : seed;
    }

    /// Returns the deviations of a gate's calls from production, by the names of OpenAI's API.
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

    public List<Map<String, Object>> toolsOrNone() {
        return tools == null ? List.of() : tools;
    }

    /// Whether each item is one question that is answered by a text.
    public boolean asksOnce() {
        return tools == null && agent == null && retrieval == null;
    }

    /// Whether answers depend on more than the evaluated versions and the suite: on a knowledge base, or on a model
    /// that plays the user.
    public boolean dependsOnOthers() {
        return retrieval != null || (agent != null && agent.user() != null);
    }

    /// Whether answers of other gates may be reused.
    public boolean usesCache() {
        if (dependsOnOthers()) {
            return false;
        }
        if (metrics.stream().anyMatch(metric -> metric.measuresLatency() && decides(metric))) {
            return false;
        }
        return cache == null ? ceilings == null || ceilings.p95LatencyMs() == null : cache;
    }

    /// Whether the verdict depends on a metric, on all items or a slice.
    private boolean decides(MetricRule metric) {
        return metric.blocks() || slicesOrNone().values().stream().anyMatch(slice -> slice.covers(metric));
    }

    /// Returns a copy with other metrics.
    public SuiteDocument measuredBy(List<MetricRule> others) {
        return with(team, others, slices, onlySlices, cache);
    }

    /// Returns a copy that reuses no answers.
    public SuiteDocument withoutCache() {
        return with(team, metrics, slices, onlySlices, false);
    }

    /// Returns a copy that runs only these slices; of the blocking ones, those among them block.
    public SuiteDocument onlyOf(Set<String> asked) {
        Map<String, SliceRule> left = new LinkedHashMap<>(slicesOrNone());
        left.keySet().retainAll(asked);
        return with(team, metrics, left.isEmpty() ? null : left, asked, cache);
    }

    /// Returns a copy with that team.
    public SuiteDocument ofTeam(String owner) {
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
                judges,
                earlyStop,
                blocking,
                asked,
                requires,
                caps,
                reuse,
                callTimeoutSeconds,
                parameters,
                tools,
                agent,
                retrieval);
    }
}
