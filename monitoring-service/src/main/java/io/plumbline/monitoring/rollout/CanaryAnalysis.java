package io.plumbline.monitoring.rollout;

import io.plumbline.clients.gateway.CallAttributes;
import io.plumbline.clients.gateway.RolloutAttributes;
import io.plumbline.monitoring.sequential.VoteLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    private final VoteLimit votes;

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
        this.votes = VoteLimit.of(document.votes() == null ? Map.of() : document.votes());
    }

    /// The analysis without its points, for storage.
    ///
    /// @param stepCalls calls of the canary in the current step that the tests have used
    /// @param votes see [VoteLimit]; null in old documents
    record Document(
            UUID rolloutId,
            String team,
            RolloutAttributes rollout,
            Times times,
            Arms arms,
            long stepCalls,
            Settling settling,
            List<MetricEvidence.State> metrics,
            List<Happening> happenings,
            @Nullable Map<String, Integer> votes) {}

    /// Feedback on a call.
    ///
    /// @param voter the call's data subject, else the author of the feedback
    /// @param before the previous score of the call; null for the first
    record Vote(String voter, double score, @Nullable Double before) {}

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
                        List.of(),
                        null),
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
                List.copyOf(happenings),
                votes.counted());
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
            metrics.forEach(MetricEvidence::beginPromoted);
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

    /// Applies the end of a call that has counted as an error because it had not ended: only its latency and cost are
    /// new.
    void lateEnd(boolean canary, CallOutcome call, int stepOfCall) {
        observeAnswer(call, new Observation(canary, stepOfCall == rollout.step(), call.at()));
    }

    /// Applies a call of the promoted version.
    void promotedCall(CallOutcome call) {
        arms = arms.withPromoted(arms.promoted().call(call));
        observe(call, true, false);
    }

    private void observe(CallOutcome call, boolean canary, boolean inStep) {
        if (call.error() == null && !call.blocked()) {
            return;
        }
        settling = settling.with(call);
        if (!settling.isOver(times.unchangedSince(), call)) {
            return;
        }
        stepCalls += call.error() != null && canary && inStep ? 1 : 0;
        Observation observed = new Observation(canary, inStep, call.at());
        if (call.error() != null) {
            observe(CanaryMetric.ERROR_RATE, call.error() ? 1 : 0, observed);
        }
        observe(CanaryMetric.BLOCK_RATE, call.blocked() ? 1 : 0, observed);
        observeAnswer(call, observed);
        offerPoint(call.at());
    }

    private void observeAnswer(CallOutcome call, Observation observed) {
        if (!Boolean.FALSE.equals(call.error())) {
            return;
        }
        observe(CanaryMetric.LATENCY_P50, call.latencyMs(), observed);
        observe(CanaryMetric.LATENCY_P95, call.latencyMs(), observed);
        Double cost = call.costUsd();
        if (cost != null) {
            observe(CanaryMetric.COST_PER_CALL, cost, observed);
        }
    }

    private record Observation(boolean canary, boolean inStep, Instant at) {}

    /// Applies a score of a call. Means use the newest score of a call. Tests use only the first because evidence
    /// cannot be revoked, and only as many of a voter as [VoteLimit] admits.
    void score(boolean canary, Vote vote, Instant at) {
        if (state() == RolloutState.PROMOTED) {
            arms = arms.withPromoted(arms.promoted().score(vote.score(), vote.before()));
        } else if (canary) {
            arms = arms.withCanary(arms.canary().score(vote.score(), vote.before()));
        } else {
            arms = arms.withControl(arms.control().score(vote.score(), vote.before()));
        }
        if (vote.before() == null && votes.admit(vote.voter())) {
            observe(CanaryMetric.SCORE, 1 - vote.score(), new Observation(canary, true, at));
            offerPoint(at);
        }
    }

    /// Returns the scorer of the metric `judgeScore`; null without this metric.
    public @Nullable String judgeScorer() {
        return rollout.analysis().metrics().stream()
                .filter(metric -> metric.name().equals(CanaryMetric.JUDGE_SCORE.code()))
                .map(RolloutAttributes.Metric::scorer)
                .findFirst()
                .orElse(null);
    }

    /// Applies the first score of a call by the judge.
    void judged(boolean canary, double score, Instant at) {
        observe(CanaryMetric.JUDGE_SCORE, 1 - score, new Observation(canary, true, at));
        offerPoint(at);
    }

    private void observe(CanaryMetric which, double amount, Observation observed) {
        for (MetricEvidence metric : metrics) {
            if (metric.name().equals(which.code())) {
                metric.observe(observed.canary(), amount, observed.inStep(), state() != RolloutState.PROMOTED);
                if (metric.breaks() && (which != CanaryMetric.SCORE || votes.enough())) {
                    metric.note(Breach.of(this, metric, observed.at()));
                    history.add(AnalysisPoint.of(this, observed.at()));
                }
            }
        }
    }

    private void offerPoint(Instant at) {
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

    /// Returns the mean of a metric for the control or the new version as it serves now, in the metric's own unit;
    /// null without an observation.
    public @Nullable Double mean(MetricEvidence metric, boolean canary) {
        ArmTally tally = canary ? served() : arms.control();
        return switch (CanaryMetric.of(metric.name()).orElseThrow()) {
            case ERROR_RATE -> tally.errorRate();
            case SCORE -> tally.meanScore();
            case JUDGE_SCORE, BLOCK_RATE, LATENCY_P50, LATENCY_P95, COST_PER_CALL -> metric.mean(canary);
        };
    }

    /// Returns the number of observations of this mean.
    public long observations(MetricEvidence metric, boolean canary) {
        ArmTally tally = canary ? served() : arms.control();
        return switch (CanaryMetric.of(metric.name()).orElseThrow()) {
            case ERROR_RATE -> tally.calls();
            case SCORE -> tally.scores();
            case JUDGE_SCORE, BLOCK_RATE, LATENCY_P50, LATENCY_P95, COST_PER_CALL -> metric.observations(canary);
        };
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
