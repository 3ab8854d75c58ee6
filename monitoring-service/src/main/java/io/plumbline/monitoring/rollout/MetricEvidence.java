package io.plumbline.monitoring.rollout;

import io.plumbline.monitoring.sequential.BaselineTest;
import io.plumbline.monitoring.sequential.Bets;
import io.plumbline.monitoring.sequential.ConcurrentTest;
import io.plumbline.monitoring.sequential.ConfidenceSequence;
import org.jspecify.annotations.Nullable;

/// What one metric says of a canary: three tests on the same observations.
///
/// - *Over the whole rollout*, beside the control: it decides on harm, since a false alarm shall be rare
///   over the whole rollout and not in each of its steps, and on safety, since what is asked is the same
///   in each step.
/// - *In the present step*, beside the control: it begins anew with each step and keeps a promotion back
///   when it leans to harm, for a canary may be worse only under the load of the step.
/// - *Against a frozen baseline*, from when there is no control any more: at a weight of 100 %, and after
///   the promotion. The bound is the upper limit of the control's interval plus the margin.
///
/// Not thread-safe.
public final class MetricEvidence {

    public static final String ERROR_RATE = "errorRate";
    public static final String SCORE = "score";
    /// Of calling a canary safe that is worse than its margin allows.
    public static final double SAFETY_ALPHA = 0.05;

    private final String name;
    private final double margin;
    private final double harmAlpha;
    private final ConcurrentTest whole;
    private ConcurrentTest step;
    private final ConfidenceSequence control;
    private @Nullable BaselineTest baseline;
    private @Nullable Breach breach;

    private MetricEvidence(
            String name,
            double margin,
            double harmAlpha,
            ConcurrentTest whole,
            ConcurrentTest step,
            ConfidenceSequence control) {
        this.name = name;
        this.margin = margin;
        this.harmAlpha = harmAlpha;
        this.whole = whole;
        this.step = step;
        this.control = control;
    }

    /// The state, to be stored.
    record State(
            String name,
            double margin,
            double harmAlpha,
            ConcurrentTest.State whole,
            ConcurrentTest.State step,
            ConfidenceSequence.State control,
            BaselineTest.@Nullable State baseline,
            @Nullable Breach breach) {}

    /// @param harmAlpha probability of a false rollback because of this metric, 0..1 without both
    static MetricEvidence fresh(String name, double margin, double harmAlpha) {
        return new MetricEvidence(
                name,
                margin,
                harmAlpha,
                ConcurrentTest.fresh(margin),
                ConcurrentTest.fresh(margin),
                ConfidenceSequence.fresh(ConcurrentTest.INTERVAL_ALPHA));
    }

    static MetricEvidence of(State state) {
        MetricEvidence evidence = new MetricEvidence(
                state.name(),
                state.margin(),
                state.harmAlpha(),
                ConcurrentTest.of(state.margin(), state.whole()),
                ConcurrentTest.of(state.margin(), state.step()),
                ConfidenceSequence.of(ConcurrentTest.INTERVAL_ALPHA, state.control()));
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
                breach);
    }

    /// An observation while the control runs beside the canary.
    ///
    /// @param badness 0 (good) to 1 (bad)
    /// @param inStep whether it belongs to the present step
    void observe(boolean canary, double badness, boolean inStep) {
        whole.add(canary, badness);
        if (inStep) {
            step.add(canary, badness);
        }
        if (!canary) {
            control.add(badness);
        }
    }

    /// An observation while there is no control; nothing when there was none before either.
    void observeAlone(double badness) {
        if (baseline != null) {
            baseline.add(badness);
        }
    }

    void beginStep() {
        step = ConcurrentTest.fresh(margin);
    }

    /// Freezes what the control has shown, if it has, to go on without it.
    void freezeBaseline() {
        ConfidenceSequence.Range range = control.range();
        if (baseline == null && range != null) {
            baseline = BaselineTest.fresh(Math.min(1, range.high() + margin));
        }
    }

    /// Whether harm is evident and no breach was noted.
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

    /// Evidence of harm now, as natural logarithm of the e-value: against the baseline where there is
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

    /// Natural logarithm of the e-value from which harm is decided.
    public double harmThreshold() {
        return -Math.log(harmAlpha);
    }

    /// Evidence of safety, as natural logarithm of the e-value.
    public double safety() {
        return whole.safety().logValue();
    }

    /// Natural logarithm of the e-value from which safety is decided.
    public static double safetyThreshold() {
        return -Math.log(SAFETY_ALPHA);
    }

    public boolean safe() {
        return safety() >= safetyThreshold();
    }

    /// Whether what was seen since the step began speaks for harm rather than against it.
    public boolean leansToHarm() {
        Bets now = baseline == null ? step.harm() : baseline.harm();
        return now.logValue() > 0;
    }

    /// How many differences between the arms were seen; 0 when there is nothing to go by.
    public long comparisons() {
        return whole.blocks();
    }

    /// Where the expected difference, canary − control, of the metric in its own unit is; null when it is
    /// not known, and where the control runs no more: the interval says nothing of who serves alone.
    public ConcurrentTest.@Nullable Interval difference() {
        ConcurrentTest.Interval worse = whole.difference();
        if (worse == null || baseline != null) {
            return null;
        }
        if (!name.equals(SCORE)) {
            return worse;
        }
        return new ConcurrentTest.Interval(-worse.high(), -worse.low());
    }

    /// The worst that is allowed of the new version when it serves alone, in the metric's own unit: most errors, or
    /// the lowest score; null while the control runs beside it, and where the control was never observed.
    public @Nullable Double baselineBound() {
        if (baseline == null) {
            return null;
        }
        double badness = baseline.bound();
        return name.equals(SCORE) ? 1 - badness : badness;
    }
}
