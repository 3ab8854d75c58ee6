package io.plumbline.monitoring.rollout;

import io.plumbline.clients.gateway.CallAttributes;
import io.plumbline.clients.gateway.RolloutAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The analysis of one rollout, a function of the log events in order. An aggregate: it is read whole, applies
/// events, and is stored whole. Its size is bounded for any number of calls. Not thread-safe.
public final class CanaryAnalysis {

    /// Name of the projection that creates the analyses.
    public static final String PROJECTION = "rollout-analysis";

    private static final int MOST_HAPPENINGS = 100;
    private static final int ALL = 100;

    private final UUID rolloutId;
    private final String team;
    private RolloutAttributes rollout;
    private Times times;
    private Arms arms;
    private long stepCalls;
    private Settling settling;
    private final List<MetricEvidence> metrics;
    private final History history;
    private final List<Happening> happenings;

    private CanaryAnalysis(Document document, History.State points) {
        this.rolloutId = document.rolloutId();
        this.team = document.team();
        this.rollout = document.rollout();
        this.times = document.times();
        this.arms = document.arms();
        this.stepCalls = document.stepCalls();
        this.settling = document.settling();
        this.metrics = new ArrayList<>(
                document.metrics().stream().map(MetricEvidence::of).toList());
        this.history = History.of(points);
        this.happenings = new ArrayList<>(document.happenings());
    }

    /// The analysis without its points, for storage.
    ///
    /// @param stepCalls calls of the canary in the current step that the tests have used
    record Document(
            UUID rolloutId,
            String team,
            RolloutAttributes rollout,
            Times times,
            Arms arms,
            long stepCalls,
            Settling settling,
            List<MetricEvidence.State> metrics,
            List<Happening> happenings) {}

    /// Starts with the first event of a rollout.
    static CanaryAnalysis begin(UUID id, String team, RolloutAttributes rollout, Happening first) {
        double alpha = rollout.analysis().falseRollbackRate()
                / rollout.analysis().metrics().size();
        CanaryAnalysis analysis = new CanaryAnalysis(
                new Document(
                        id,
                        team,
                        rollout,
                        Times.started(first.at()),
                        new Arms(ArmTally.EMPTY, ArmTally.EMPTY, ArmTally.EMPTY),
                        0,
                        Settling.NOTHING_SEEN,
                        rollout.analysis().metrics().stream()
                                .map(metric -> MetricEvidence.fresh(metric.name(), metric.margin(), alpha)
                                        .state())
                                .toList(),
                        List.of()),
                History.fresh().state());
        analysis.enter(first);
        return analysis;
    }

    static CanaryAnalysis of(Document document, History.State points) {
        return new CanaryAnalysis(document, points);
    }

    Document document() {
        return new Document(
                rolloutId,
                team,
                rollout,
                times,
                arms,
                stepCalls,
                settling,
                metrics.stream().map(MetricEvidence::state).toList(),
                List.copyOf(happenings));
    }

    History.State history() {
        return history.state();
    }

    /// Applies an event of the gateway.
    ///
    /// @param now the rollout after it
    /// @param watch how long a promoted version is watched
    void happened(Happening what, RolloutAttributes now, Duration watch) {
        RolloutState before = state();
        RolloutState after = RolloutState.valueOf(now.state());
        boolean begins = before == RolloutState.PENDING && after.open();
        boolean stepBegins = begins || now.step() != rollout.step();
        rollout = now;
        if (stepBegins) {
            stepCalls = 0;
            metrics.forEach(MetricEvidence::beginStep);
        }
        if (begins) {
            times = Times.started(what.at());
        } else if (stepBegins || (before == RolloutState.PAUSED && after == RolloutState.RUNNING)) {
            times = times.stepFrom(what.at());
        }
        if (after == RolloutState.PROMOTED && times.promotedAt() == null) {
            times = times.promoted(what.at(), watch);
        } else if (after == RolloutState.ABORTED || after == RolloutState.ROLLED_BACK) {
            times = times.ended(what.at());
        }
        enter(what);
    }

    private void enter(Happening what) {
        if (rollout.weight() >= ALL || state() == RolloutState.PROMOTED) {
            metrics.forEach(MetricEvidence::freezeBaseline);
        }
        if (happenings.size() < MOST_HAPPENINGS) {
            happenings.add(what.shortened());
        }
        history.add(AnalysisPoint.of(this, what.at()));
    }

    /// Sets the time after which no event counts for a promoted rollout.
    void stopWatching(Instant at) {
        times = times.ended(at);
    }

    /// Whether events still count.
    public boolean watched() {
        return times.endedAt() == null;
    }

    /// Whether a call outside rollouts was assigned to the promoted version, even if a fallback answered it.
    boolean isPromoted(CallAttributes call) {
        RolloutAttributes.Arm canary = rollout.canary();
        boolean inItsStead = Boolean.TRUE.equals(call.served().fallback())
                && call.variant().equals(rollout.control().variant());
        return state() == RolloutState.PROMOTED
                && rollout.route().equals(call.route())
                && (inItsStead || RolloutEvents.servedBy(call, rollout.model(), canary.version()))
                && (canary.prompt() == null
                        || canary.prompt().equals(call.served().prompt()));
    }

    /// Whether a variant is the canary; empty if it is neither of the two.
    Optional<Boolean> isCanary(String variant) {
        if (variant.equals(rollout.canary().variant())) {
            return Optional.of(true);
        }
        return variant.equals(rollout.control().variant()) ? Optional.of(false) : Optional.empty();
    }

    /// Applies a call of this rollout.
    void call(boolean canary, CallOutcome call, int stepOfCall) {
        ArmTally tally = canary ? arms.canary() : arms.control();
        arms = canary ? arms.withCanary(tally.call(call)) : arms.withControl(tally.call(call));
        boolean inStep = stepOfCall == rollout.step();
        observe(call, canary, inStep);
    }

    /// Applies a call of the promoted version.
    void promotedCall(CallOutcome call) {
        arms = arms.withPromoted(arms.promoted().call(call));
        observe(call, true, false);
    }

    private void observe(CallOutcome call, boolean canary, boolean inStep) {
        if (call.error() == null) {
            return;
        }
        settling = settling.with(call);
        if (settling.isOver(times.unchangedSince(), call)) {
            stepCalls += canary && inStep ? 1 : 0;
            observe(MetricEvidence.ERROR_RATE, canary, call.error() ? 1 : 0, inStep, call.at());
        }
    }

    /// Applies a score of a call. Means use the newest score of a call. Tests use only the first because evidence
    /// cannot be revoked.
    ///
    /// @param before the previous score of the call; null for the first
    void score(boolean canary, double score, @Nullable Double before, Instant at) {
        if (state() == RolloutState.PROMOTED) {
            arms = arms.withPromoted(arms.promoted().score(score, before));
        } else if (canary) {
            arms = arms.withCanary(arms.canary().score(score, before));
        } else {
            arms = arms.withControl(arms.control().score(score, before));
        }
        if (before == null) {
            observe(MetricEvidence.SCORE, canary, 1 - score, true, at);
        }
    }

    private void observe(String name, boolean canary, double badness, boolean inStep, Instant at) {
        for (MetricEvidence metric : metrics) {
            if (metric.name().equals(name)) {
                if (state() != RolloutState.PROMOTED) {
                    metric.observe(canary, badness, inStep);
                }
                if (canary) {
                    metric.observeAlone(badness);
                }
                if (metric.breaks()) {
                    metric.note(Breach.of(this, metric, at));
                    history.add(AnalysisPoint.of(this, at));
                    return;
                }
            }
        }
        long seen =
                arms.control().calls() + arms.canary().calls() + arms.promoted().calls() + scores();
        history.offer(seen, () -> AnalysisPoint.of(this, at));
    }

    private long scores() {
        return arms.control().scores()
                + arms.canary().scores()
                + arms.promoted().scores();
    }

    /// Returns the new version as it serves now: the canary, or the observations since its promotion.
    public ArmTally served() {
        return times.promotedAt() == null ? arms.canary() : arms.promoted();
    }

    public UUID rolloutId() {
        return rolloutId;
    }

    public String team() {
        return team;
    }

    /// Returns the rollout according to the gateway's last event, without evidence.
    public RolloutAttributes rollout() {
        return rollout;
    }

    public RolloutState state() {
        return RolloutState.valueOf(rollout.state());
    }

    public Times times() {
        return times;
    }

    public Arms arms() {
        return arms;
    }

    /// Returns the calls of the canary in the current step that the tests have used. A step without any cannot
    /// advance.
    public long stepCalls() {
        return stepCalls;
    }

    public List<MetricEvidence> metrics() {
        return List.copyOf(metrics);
    }

    public List<AnalysisPoint> points() {
        return history.points();
    }

    public List<Happening> happenings() {
        return List.copyOf(happenings);
    }
}
