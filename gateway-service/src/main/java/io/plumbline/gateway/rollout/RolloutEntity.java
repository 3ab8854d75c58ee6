package io.plumbline.gateway.rollout;

import io.plumbline.clients.gateway.CallRollout;
import io.plumbline.clients.gateway.RolloutAttributes;
import io.plumbline.clients.gateway.RolloutAttributes.Step;
import io.plumbline.gateway.rollout.verdict.StepVerdict;
import io.plumbline.gateway.route.definition.Environment;
import io.plumbline.gateway.route.definition.Route;
import io.plumbline.gateway.route.definition.RouteRollout;
import io.plumbline.kit.problem.RequestProblem;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A rollout. It alone changes its state, and refuses changes that its state does not allow.
///
/// Two marks announce requests to the registry, which are sent between transactions. `promoting`: the pointers
/// may have been moved to the candidate. `withdrawn`: the canary gets no more calls, whatever the state, and the
/// pointers are being moved back. Each request can be repeated until it succeeds. While the first is in progress,
/// `promotingUntil` keeps the second from being sent, so that the pointers end where the last decision wants them.
@Entity
@Table(name = "rollout")
class RolloutEntity {

    private static final int MAX_PROBLEM = 1_000;
    /// More than the registry's two answers and their reception take at most.
    private static final Duration LONGEST_PROMOTION = Duration.ofMinutes(2);

    @Id
    private UUID id;

    private String team;
    private String route;

    @Enumerated(EnumType.STRING)
    private Environment environment;

    @Enumerated(EnumType.STRING)
    private RolloutState state;

    @JdbcTypeCode(SqlTypes.JSON)
    private RolloutPlan plan;

    private int step;
    private boolean promoting;
    private boolean withdrawn;
    private Instant createdAt;
    private @Nullable Instant startsAt;
    private @Nullable Instant startedAt;
    private @Nullable Instant stepStartedAt;
    /// When the clock changes its state, unless it changes before.
    private @Nullable Instant dueAt;
    private @Nullable Instant endedAt;
    private @Nullable String reason;
    private @Nullable String problem;
    /// When a promotion in progress has ended at the latest.
    private @Nullable Instant promotingUntil;
    /// When a dry run would have rolled back.
    private @Nullable Instant skippedAt;

    private @Nullable String skippedReason;

    @Version
    private @Nullable Long revision;

    @SuppressWarnings("NullAway.Init")
    protected RolloutEntity() {}

    /// @param startsAt null to start at once, with [#begin]
    RolloutEntity(UUID id, Route route, RolloutPlan plan, @Nullable Instant startsAt, Instant now) {
        this.id = id;
        this.team = route.team();
        this.route = route.name();
        this.environment = route.environment();
        this.plan = plan;
        this.state = RolloutState.PENDING;
        this.createdAt = now;
        this.startsAt = startsAt;
        this.dueAt = startsAt;
    }

    void begin(Instant now) {
        require(state == RolloutState.PENDING, "It has already started.");
        state = RolloutState.RUNNING;
        startedAt = now;
        enter(0, now);
    }

    private void enter(int newStep, Instant now) {
        step = newStep;
        stepStartedAt = now;
        state = RolloutState.RUNNING;
        dueAt = endOfStep(now);
        problem = null;
    }

    private @Nullable Instant endOfStep(Instant from) {
        Integer minutes = currentStep().maxMinutes();
        return minutes == null ? null : from.plus(Duration.ofMinutes(minutes));
    }

    /// Refuses a verdict on any step except the current one.
    void checkStep(int judged) {
        if (judged != step) {
            throw RolloutProblem.ROLLOUT_STEP_PASSED
                    .because("It is at step " + step + " now, counted from 0. Judge that step.")
                    .with("step", step);
        }
    }

    /// Refuses a verdict that the state does not allow: PROMOTE while the rollout waits for a person.
    void checkJudged(StepVerdict verdict) {
        checkOpen();
        require(state != RolloutState.PENDING, "It has not started yet.");
        if (verdict == StepVerdict.PROMOTE) {
            require(state == RolloutState.RUNNING, "It is paused. A person must resume, promote or abort it.");
        }
    }

    private void checkOpen() {
        if (!state.isOpen()) {
            throw RolloutProblem.ROLLOUT_CLOSED.because("It is " + state + ": it can no longer change.");
        }
        if (withdrawn) {
            throw RolloutProblem.ROLLOUT_CLOSED.because(
                    "Its rollback is in progress, and the registry has not confirmed it. Abort it again.");
        }
    }

    private static void require(boolean allowed, String because) {
        if (!allowed) {
            throw RolloutProblem.ROLLOUT_NOT_RUNNING.because(because);
        }
    }

    private void checkStarted() {
        checkOpen();
        require(state != RolloutState.PENDING, "It has not started yet. Abort it, or wait.");
    }

    boolean isLastStep() {
        return step == plan.steps().size() - 1;
    }

    void advance(@Nullable String why, Instant now) {
        checkStarted();
        enter(step + 1, now);
        reason = why;
    }

    void pause(@Nullable String why) {
        checkStarted();
        require(state == RolloutState.RUNNING, "It is already paused.");
        state = RolloutState.PAUSED;
        dueAt = null;
        reason = why;
    }

    /// Resumes the rollout. The step gets its whole time again.
    void resume(@Nullable String why, Instant now) {
        checkStarted();
        require(state == RolloutState.PAUSED, "It is not paused.");
        state = RolloutState.RUNNING;
        dueAt = endOfStep(now);
        reason = why;
    }

    /// Records that the candidate may have been requested from the registry.
    void beginPromotion(Instant now) {
        checkStarted();
        if (isPromotionRunning(now)) {
            throw RequestProblem.CONFLICT.because(
                    "It is being promoted at this moment. Read it, then repeat the request.");
        }
        promoting = true;
        promotingUntil = now.plus(LONGEST_PROMOTION);
    }

    /// Whether a promotion may still move pointers.
    boolean isPromotionRunning(Instant now) {
        return promotingUntil != null && now.isBefore(promotingUntil);
    }

    /// Records that no promotion moves pointers any more.
    void endPromotion() {
        promotingUntil = null;
    }

    /// Records that a dry run would have rolled back.
    ///
    /// @return whether it is the first time
    boolean skipRollback(@Nullable String why, Instant now) {
        if (skippedAt != null) {
            return false;
        }
        skippedAt = now;
        skippedReason = why;
        return true;
    }

    void promoted(@Nullable String why, Instant now) {
        checkStarted();
        step = plan.steps().size() - 1;
        close(RolloutState.PROMOTED, why, now);
    }

    /// Stops calls to the canary, and to the promoted version.
    void withdraw() {
        withdrawn = true;
        dueAt = null;
        problem = null;
    }

    /// @param end `ABORTED` or `ROLLED_BACK`
    void takenBack(RolloutState end, @Nullable String why, Instant now) {
        close(end, why, now);
    }

    private void close(RolloutState end, @Nullable String why, Instant now) {
        state = end;
        promoting = false;
        promotingUntil = null;
        withdrawn = false;
        dueAt = null;
        endedAt = now;
        reason = why;
        problem = null;
    }

    /// Refuses to end a rollout that has already ended without its candidate.
    ///
    /// @param rollBack whether it may have been promoted
    void checkTakeBack(boolean rollBack) {
        boolean promoted = state == RolloutState.PROMOTED;
        if (!state.isOpen() && !(rollBack && promoted)) {
            throw RolloutProblem.ROLLOUT_CLOSED.because("It is " + state + ": there is nothing to roll back.");
        }
        if (rollBack) {
            require(state != RolloutState.PENDING, "It has not started yet. Abort it.");
        }
    }

    /// Whether this rollout may have moved the registry's pointers to the candidate.
    boolean mayHaveMovedPointers() {
        return promoting || state == RolloutState.PROMOTED;
    }

    /// @param untouched whether certainly nothing was moved
    void holdBack(String what, boolean untouched) {
        problem = what.length() <= MAX_PROBLEM ? what : what.substring(0, MAX_PROBLEM);
        if (untouched) {
            promoting = false;
        }
    }

    boolean isDue(Instant now) {
        return dueAt != null && !dueAt.isAfter(now);
    }

    Step currentStep() {
        return plan.steps().get(step);
    }

    /// Returns the canary's current share of the calls, in percent. A promoted version has all of them.
    int weight() {
        if (withdrawn) {
            return 0;
        }
        return switch (state) {
            case RUNNING, PAUSED -> currentStep().weight();
            case PROMOTED -> RolloutPlan.ALL;
            case PENDING, ABORTED, ROLLED_BACK -> 0;
        };
    }

    /// Returns its current changes to the route. Of the rollouts that have ended, only one that is being rolled
    /// back has any.
    RouteRollout inForce() {
        if (withdrawn && state == RolloutState.PROMOTED) {
            return new RouteRollout(route, plan.pinnedControl(plan.control().weight()), null, null);
        }
        int weight = weight();
        int rest = RolloutPlan.ALL - weight;
        return new RouteRollout(
                route,
                withdrawn ? plan.pinnedControl(rest) : plan.controlVariant(rest),
                plan.canaryVariant(weight),
                withdrawn || state == RolloutState.PENDING ? null : new CallRollout(id, step));
    }

    /// Returns the attributes of its events.
    RolloutAttributes attributes(@Nullable JsonNode evidence) {
        return new RolloutAttributes(
                route,
                environment.name(),
                plan.model(),
                plan.controlArm(),
                plan.canary(),
                step,
                weight(),
                plan.steps(),
                plan.analysis(),
                state.name(),
                reason,
                evidence);
    }

    UUID id() {
        return id;
    }

    String team() {
        return team;
    }

    String route() {
        return route;
    }

    Environment environment() {
        return environment;
    }

    RolloutState state() {
        return state;
    }

    RolloutPlan plan() {
        return plan;
    }

    int step() {
        return step;
    }

    boolean isWithdrawn() {
        return withdrawn;
    }

    Instant createdAt() {
        return createdAt;
    }

    @Nullable
    Instant startsAt() {
        return startsAt;
    }

    @Nullable
    Instant startedAt() {
        return startedAt;
    }

    @Nullable
    Instant stepStartedAt() {
        return stepStartedAt;
    }

    @Nullable
    Instant endedAt() {
        return endedAt;
    }

    @Nullable
    String reason() {
        return reason;
    }

    @Nullable
    String problem() {
        return problem;
    }

    @Nullable
    Instant skippedAt() {
        return skippedAt;
    }

    @Nullable
    String skippedReason() {
        return skippedReason;
    }
}
