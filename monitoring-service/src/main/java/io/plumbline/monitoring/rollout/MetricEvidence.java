package io.plumbline.monitoring.rollout;

import io.plumbline.monitoring.sequential.BaselineTest;
import io.plumbline.monitoring.sequential.Bets;
import io.plumbline.monitoring.sequential.ConcurrentTest;
import io.plumbline.monitoring.sequential.ConfidenceSequence;
import io.plumbline.monitoring.sequential.ControlReference;
import org.jspecify.annotations.Nullable;

/// The evidence of one metric about a canary: three tests on the same observations.
///
/// - *Whole rollout*, against the control. It decides on harm, because false alarms must be rare over the whole
///   rollout rather than in each step, and on safety, because the question is the same in each step.
/// - *Current step*, against the control. It restarts with each step and prevents promotion while it leans to
///   harm, because a canary may be worse only under the load of the step.
/// - *Frozen baseline*, once there is no control: at a weight of 100 %, and after the promotion. The bound is the
///   upper limit of the control's interval plus the margin.
///
/// Not thread-safe.
public final class MetricEvidence {

    public static final String ERROR_RATE = CanaryMetric.ERROR_RATE.code();
    public static final String SCORE = CanaryMetric.SCORE.code();
    /// The probability of calling a canary safe that exceeds its margin.
    public static final double SAFETY_ALPHA = 0.05;

    private final String name;
    private final double margin;
    private final double harmAlpha;
    private final @Nullable ControlReference reference;
    private ConcurrentTest whole;
    private ConcurrentTest step;
    private final ConfidenceSequence control;
    private Amounts amounts = Amounts.NONE;
    private @Nullable BaselineTest baseline;
    private @Nullable Breach breach;

    private MetricEvidence(
            String name,
            double margin,
            double harmAlpha,
            @Nullable ControlReference reference,
            ConcurrentTest whole,
            ConcurrentTest step,
            ConfidenceSequence control) {
        this.name = name;
        this.margin = margin;
        this.harmAlpha = harmAlpha;
        this.reference = reference;
        this.whole = whole;
        this.step = step;
        this.control = control;
    }

    /// The observed amounts of the metrics that [ArmTally] does not count, in their own units.
    ///
    /// @param canaries of the new version since the promotion, if there was one
    record Amounts(long controls, double controlSum, long canaries, double canarySum) {

        static final Amounts NONE = new Amounts(0, 0, 0, 0);

        Amounts with(boolean canary, double amount) {
            return canary
                    ? new Amounts(controls, controlSum, canaries + 1, canarySum + amount)
                    : new Amounts(controls + 1, controlSum + amount, canaries, canarySum);
        }

        Amounts withoutCanary() {
            return new Amounts(controls, controlSum, 0, 0);
        }
    }

    /// The state, for storage.
    ///
    /// @param reference null for metrics that need none, and for old documents, which have only such metrics
    /// @param amounts null in old documents
    record State(
            String name,
            double margin,
            double harmAlpha,
            ConcurrentTest.State whole,
            ConcurrentTest.State step,
            ConfidenceSequence.State control,
            BaselineTest.@Nullable State baseline,
            @Nullable Breach breach,
            ControlReference.@Nullable State reference,
            @Nullable Amounts amounts) {}

    /// @param harmAlpha probability of a false rollback because of this metric, 0..1 exclusive
    static MetricEvidence fresh(String name, double margin, double harmAlpha) {
        return new MetricEvidence(
                name,
                margin,
                harmAlpha,
                CanaryMetric.of(name).map(CanaryMetric::reference).orElse(null),
                ConcurrentTest.fresh(margin),
                ConcurrentTest.fresh(margin),
                ConfidenceSequence.fresh(ConcurrentTest.INTERVAL_ALPHA));
    }

    static MetricEvidence of(State state) {
        ControlReference reference = state.reference() == null ? null : ControlReference.of(state.reference());
        double tested = reference == null ? state.margin() : reference.margin(state.margin());
        MetricEvidence evidence = new MetricEvidence(
                state.name(),
                state.margin(),
                state.harmAlpha(),
                reference,
                ConcurrentTest.of(tested, state.whole()),
                ConcurrentTest.of(tested, state.step()),
                ConfidenceSequence.of(ConcurrentTest.INTERVAL_ALPHA, state.control()));
        evidence.amounts = state.amounts() == null ? Amounts.NONE : state.amounts();
        evidence.baseline = state.baseline() == null ? null : BaselineTest.of(state.baseline());
        evidence.breach = state.breach();
        return evidence;
    }

    State state() {
        return new State(
                name,
                margin,
                harmAlpha,
                whole.state(),
                step.state(),
                control.state(),
                baseline == null ? null : baseline.state(),
                breach,
                reference == null ? null : reference.state(),
                amounts);
    }

    /// Adds an observation.
    ///
    /// @param amount in the metric's unit: badness 0 (good) to 1 (bad), unless the metric has a [ControlReference]
    /// @param inStep whether it belongs to the current step
    /// @param beside whether the control runs beside the new version
    void observe(boolean canary, double amount, boolean inStep, boolean beside) {
        Double badness = badness(canary, amount);
        if (badness == null) {
            return;
        }
        amounts = amounts.with(canary, reference != null && isShare() ? badness : amount);
        if (beside) {
            whole.add(canary, badness);
            if (inStep) {
                step.add(canary, badness);
            }
            if (!canary) {
                control.add(badness);
            }
        }
        if (canary && baseline != null) {
            baseline.add(badness);
        }
    }

    /// Returns the badness; null while the control has no reference.
    private @Nullable Double badness(boolean canary, double amount) {
        ControlReference scaled = reference;
        if (scaled == null) {
            return amount;
        }
        if (scaled.fixed() != null) {
            return scaled.badness(amount);
        }
        if (!canary) {
            scaled.add(amount);
            if (scaled.fixed() != null) {
                whole = ConcurrentTest.fresh(scaled.margin(margin));
                step = ConcurrentTest.fresh(scaled.margin(margin));
            }
        }
        return null;
    }

    /// Whether a higher amount is better.
    private boolean isScore() {
        return name.equals(SCORE) || name.equals(CanaryMetric.JUDGE_SCORE.code());
    }

    private boolean isShare() {
        return !name.equals(CanaryMetric.COST_PER_CALL.code());
    }

    void beginStep() {
        step = ConcurrentTest.fresh(testedMargin());
    }

    /// Starts to count the new version's amounts again.
    void beginPromoted() {
        amounts = amounts.withoutCanary();
    }

    private double testedMargin() {
        return reference == null ? margin : reference.margin(margin);
    }

    /// Returns the amount of a badness of 1, in the metric's own unit.
    private double unit() {
        ControlReference.Scale scale = reference == null ? null : reference.fixed();
        return scale == null || isShare() ? 1 : scale.limit();
    }

    /// Returns the mean of an arm in the metric's own unit; null without observations in the tests.
    @Nullable
    Double mean(boolean canary) {
        long count = observations(canary);
        if (count == 0) {
            return null;
        }
        double mean = (canary ? amounts.canarySum() : amounts.controlSum()) / count;
        return isScore() ? 1 - mean : mean;
    }

    long observations(boolean canary) {
        return canary ? amounts.canaries() : amounts.controls();
    }

    /// Freezes the observed control, if any, as the baseline.
    void freezeBaseline() {
        ConfidenceSequence.Range range = control.range();
        if (baseline == null && range != null) {
            baseline = BaselineTest.fresh(Math.min(1, range.high() + testedMargin()));
        }
    }

    /// Whether harm is evident and no breach was recorded.
    boolean breaks() {
        return breach == null && harmPeak() >= harmThreshold();
    }

    void note(Breach found) {
        breach = found;
    }

    public String name() {
        return name;
    }

    public double margin() {
        return margin;
    }

    public @Nullable Breach breach() {
        return breach;
    }

    /// Returns the current evidence of harm as natural logarithm of the e-value: against the baseline if there is
    /// one.
    public double harm() {
        BaselineTest alone = baseline;
        return alone == null ? whole.harm().logValue() : alone.harm().logValue();
    }

    double harmPeak() {
        BaselineTest alone = baseline;
        double concurrent = whole.harm().logPeak();
        return alone == null ? concurrent : Math.max(concurrent, alone.harm().logPeak());
    }

    /// Returns the decisive natural logarithm of the e-value for harm.
    public double harmThreshold() {
        return -Math.log(harmAlpha);
    }

    /// Returns the evidence of safety as natural logarithm of the e-value.
    public double safety() {
        return whole.safety().logValue();
    }

    /// Returns the decisive natural logarithm of the e-value for safety.
    public static double safetyThreshold() {
        return -Math.log(SAFETY_ALPHA);
    }

    public boolean safe() {
        return safety() >= safetyThreshold();
    }

    /// Whether the observations since the start of the step lean to harm.
    public boolean leansToHarm() {
        Bets now = baseline == null ? step.harm() : baseline.harm();
        return now.logValue() > 0;
    }

    /// Returns the number of differences observed between the variants; 0 without evidence.
    public long comparisons() {
        return whole.blocks();
    }

    /// Returns the interval of the expected difference, canary − control, in the metric's own unit; null if
    /// unknown, and once the control has stopped, because it says nothing about a version that serves alone.
    public ConcurrentTest.@Nullable Interval difference() {
        ConcurrentTest.Interval worse = whole.difference();
        if (worse == null || baseline != null) {
            return null;
        }
        if (!isScore()) {
            return new ConcurrentTest.Interval(worse.low() * unit(), worse.high() * unit());
        }
        return new ConcurrentTest.Interval(-worse.high(), -worse.low());
    }

    /// Returns the worst permitted value of the new version when it serves alone, in the metric's own unit:
    /// maximum error rate, or minimum score; null while the control runs, and if the control was never observed.
    public @Nullable Double baselineBound() {
        if (baseline == null) {
            return null;
        }
        double badness = baseline.bound();
        return isScore() ? 1 - badness : badness * unit();
    }
}
