package io.plumbline.monitoring.rollout;

import io.plumbline.audit.AuditEvent;
import io.plumbline.clients.gateway.CallAttributes;
import io.plumbline.clients.gateway.CallRollout;
import io.plumbline.monitoring.projection.Projection;
import io.plumbline.monitoring.projection.ScoredCall;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Computes a [CanaryAnalysis] of each rollout and a [Rollback] of each rollback. The result depends only on the
/// events, their order and their own times, never on when or in which batches they are read. Calls outside
/// running rollouts, and feedback on such calls, change nothing. Unreadable events are skipped.
@Component
final class RolloutAnalysisProjection implements Projection {

    /// How long feedback may follow its call.
    static final Duration MEMORY = Duration.ofDays(1);

    /// The gateway reports no call as hanging before.
    private static final double SHORTEST_HANGING_MS = 10_000;

    private static final Logger log = LoggerFactory.getLogger(RolloutAnalysisProjection.class);

    private final AnalysisStore store;
    private final RolloutAnalysisProperties properties;

    RolloutAnalysisProjection(AnalysisStore store, RolloutAnalysisProperties properties) {
        this.store = store;
        this.properties = properties;
    }

    @Override
    public String name() {
        return CanaryAnalysis.PROJECTION;
    }

    @Override
    public int apply(List<AuditEvent> events) {
        Batch batch = new Batch();
        for (AuditEvent event : events) {
            batch.take(event);
        }
        batch.save();
        return batch.leftOut;
    }

    @Override
    public void clear() {
        store.clear();
    }

    /// The analyses that a batch of events may change, in memory.
    private final class Batch {

        private final Map<UUID, CanaryAnalysis> watched = new LinkedHashMap<>();
        private final Set<CanaryAnalysis> changed = new LinkedHashSet<>();
        private int leftOut;
        private Instant latest = Instant.EPOCH;

        Batch() {
            store.watched().forEach(analysis -> watched.put(analysis.rolloutId(), analysis));
        }

        void take(AuditEvent event) {
            latest = event.time().isAfter(latest) ? event.time() : latest;
            endWatches(event.time());
            String action = event.action();
            if (action.startsWith(RolloutEvents.ROLLOUTS)) {
                read(event, RolloutEvents::change).ifPresent(change -> takeChange(event.team(), change));
            } else if (action.startsWith(RolloutEvents.CALLS)) {
                if (!watched.isEmpty() && mayConcern(event)) {
                    read(event, RolloutEvents::call).ifPresent(call -> takeCall(event, call));
                }
            } else if (action.equals(RolloutEvents.HANGING) && !watched.isEmpty()) {
                read(event, RolloutEvents::hanging).ifPresent(call -> takeHanging(event.team(), call));
            } else if (action.equals(RolloutEvents.FEEDBACK) && !watched.isEmpty()) {
                read(event, RolloutEvents::score).ifPresent(score -> takeScore(event, score));
            } else if (!watched.isEmpty() && ScoredCall.isScore(event)) {
                ScoredCall.read(event).ifPresentOrElse(scored -> takeJudged(event, scored), () -> leftOut++);
            }
        }

        private <T> Optional<T> read(AuditEvent event, Function<AuditEvent, @Nullable T> reader) {
            try {
                return Optional.ofNullable(reader.apply(event));
            } catch (RuntimeException e) { // whatever the reason, the log cannot be mended
                leftOut++;
                log.atWarn()
                        .addKeyValue("event", event.id())
                        .addKeyValue("reason", e.getClass().getSimpleName())
                        .log("Event of a rollout cannot be read");
                return Optional.empty();
            }
        }

        /// Avoids reading calls outside rollouts.
        private boolean mayConcern(AuditEvent event) {
            return event.attributes().get("rollout") != null
                    || watched.values().stream()
                            .anyMatch(analysis -> analysis.times().promotedAt() != null);
        }

        private void endWatches(Instant now) {
            for (CanaryAnalysis analysis : List.copyOf(watched.values())) {
                Instant until = analysis.times().watchedUntil();
                if (until != null && now.isAfter(until)) {
                    end(analysis, until);
                }
            }
        }

        private void end(CanaryAnalysis analysis, Instant at) {
            if (analysis.watched()) {
                analysis.stopWatching(at);
            }
            changed.add(analysis);
            watched.remove(analysis.rolloutId());
            store.forgetCallsOf(analysis.rolloutId());
        }

        private void takeChange(String team, RolloutEvents.Change change) {
            Optional<CanaryAnalysis> known = known(change.rolloutId());
            if (known.isPresent() && !known.get().team().equals(team)) {
                leftOut++;
                return;
            }
            CanaryAnalysis analysis = known.orElseGet(() -> begin(team, change));
            if (change.what().what().equals("rolledBack")) {
                store.save(Rollback.of(analysis, change.what(), change.rollout()));
            }
            if (known.isPresent()) {
                analysis.happened(
                        change.what(),
                        RolloutEvents.withoutEvidence(change.rollout()),
                        properties.watchAfterPromotion());
            }
            changed.add(analysis);
            endWatchBefore(analysis, change.what().at());
            if (!analysis.watched() || (known.isEmpty() && !analysis.state().unfinished())) {
                end(analysis, change.what().at());
            }
        }

        /// A running rollout ends the watch of the previous one on its route.
        private void endWatchBefore(CanaryAnalysis begun, Instant at) {
            if (!begun.state().open()) {
                return;
            }
            for (CanaryAnalysis before : List.copyOf(watched.values())) {
                if (before.state() == RolloutState.PROMOTED
                        && before.team().equals(begun.team())
                        && before.rollout().route().equals(begun.rollout().route())) {
                    end(before, at);
                }
            }
        }

        private CanaryAnalysis begin(String team, RolloutEvents.Change change) {
            CanaryAnalysis analysis = CanaryAnalysis.begin(
                    change.rolloutId(), team, RolloutEvents.withoutEvidence(change.rollout()), change.what());
            watched.put(change.rolloutId(), analysis);
            return analysis;
        }

        /// Also finds ended rollouts: a promoted one can be rolled back after its watch.
        private Optional<CanaryAnalysis> known(UUID id) {
            CanaryAnalysis held = watched.get(id);
            if (held != null) {
                return Optional.of(held);
            }
            return changed.stream()
                    .filter(analysis -> analysis.rolloutId().equals(id))
                    .findFirst()
                    .or(() -> store.find(id));
        }

        private void takeCall(AuditEvent event, CallAttributes call) {
            if (!call.purpose().equals("production")) {
                return;
            }
            CallRollout drawn = call.served().rollout();
            if (drawn != null) {
                CanaryAnalysis analysis = watched.get(drawn.id());
                if (analysis == null
                        || !analysis.team().equals(event.team())
                        || !analysis.state().open()) {
                    return;
                }
                analysis.isCanary(call.variant()).ifPresent(canary -> {
                    int version = canary
                            ? analysis.rollout().canary().version()
                            : analysis.rollout().control().version();
                    CallOutcome outcome = outcome(event, call, analysis, version);
                    if (hasHung(event, call)) {
                        analysis.lateEnd(canary, outcome, drawn.step());
                        changed.add(analysis);
                        return;
                    }
                    analysis.call(canary, outcome, drawn.step());
                    remember(event, call, analysis, canary, version);
                });
                return;
            }
            for (CanaryAnalysis analysis : watched.values()) {
                if (analysis.team().equals(event.team()) && analysis.isPromoted(call)) {
                    int version = analysis.rollout().canary().version();
                    analysis.promotedCall(outcome(event, call, analysis, version));
                    remember(event, call, analysis, true, version);
                }
            }
        }

        /// A call counts once as an error: when it has hung, or when it ends.
        private boolean hasHung(AuditEvent event, CallAttributes call) {
            return call.timing().latencyMs() >= SHORTEST_HANGING_MS
                    && store.recall(event.id(), event.team())
                            .map(AnalysisStore.Memory::hung)
                            .orElse(false);
        }

        /// A call of the rollout has not ended after the gateway's bound: an error of its variant.
        private void takeHanging(String team, RolloutEvents.Hanging call) {
            CanaryAnalysis analysis = watched.get(call.rolloutId());
            if (analysis == null
                    || !analysis.team().equals(team)
                    || !analysis.state().open()
                    || store.recall(call.callId(), team).isPresent()) {
                return;
            }
            analysis.isCanary(call.variant()).ifPresent(canary -> {
                analysis.call(
                        canary, new CallOutcome(call.startedAt(), call.afterMs(), true, false, null), call.step());
                changed.add(analysis);
                store.remember(
                        team,
                        new AnalysisStore.Memory(
                                call.callId(), analysis.rolloutId(), canary, call.startedAt(), null, null, true));
            });
        }

        private static CallOutcome outcome(
                AuditEvent event, CallAttributes call, CanaryAnalysis analysis, int version) {
            Boolean failed = RolloutEvents.failed(call, analysis.rollout().model(), version);
            BigDecimal cost = call.usage().costUsd();
            return new CallOutcome(
                    event.time(),
                    call.timing().latencyMs(),
                    failed,
                    call.fault().faultDomain().equals("policy"),
                    cost == null ? null : Double.valueOf(cost.doubleValue()));
        }

        /// Feedback on an answer of a fallback says nothing about the variant, so such a call is not stored.
        private void remember(
                AuditEvent event, CallAttributes call, CanaryAnalysis analysis, boolean canary, int version) {
            changed.add(analysis);
            if (RolloutEvents.servedBy(call, analysis.rollout().model(), version)) {
                store.remember(
                        event.team(),
                        new AnalysisStore.Memory(
                                event.id(),
                                analysis.rolloutId(),
                                canary,
                                event.time(),
                                null,
                                event.subjects().isEmpty()
                                        ? null
                                        : event.subjects().getFirst(),
                                false));
            }
        }

        private void takeScore(AuditEvent event, RolloutEvents.Score score) {
            store.recall(score.callId(), event.team()).ifPresent(call -> {
                CanaryAnalysis analysis = watched.get(call.rolloutId());
                if (analysis != null && counts(analysis, call, event.time())) {
                    String voter = call.subject() == null ? score.author() : call.subject();
                    analysis.score(
                            call.canary(), new CanaryAnalysis.Vote(voter, score.score(), call.score()), event.time());
                    store.score(call.callId(), score.score());
                    changed.add(analysis);
                }
            });
        }

        /// Several evaluations may use the judge: the first score of a call counts.
        private void takeJudged(AuditEvent event, ScoredCall scored) {
            store.recall(scored.callId(), event.team()).ifPresent(call -> {
                CanaryAnalysis analysis = watched.get(call.rolloutId());
                String scorer = analysis == null ? null : analysis.judgeScorer();
                Double score = scorer == null ? null : scored.scores().get(scorer);
                if (analysis != null
                        && score != null
                        && counts(analysis, call, event.time())
                        && store.noteJudged(call.callId())) {
                    analysis.judged(call.canary(), score, event.time());
                    changed.add(analysis);
                }
            });
        }

        private static boolean counts(CanaryAnalysis analysis, AnalysisStore.Memory call, Instant at) {
            boolean late = call.calledAt().plus(MEMORY).isBefore(at);
            return !late
                    && (analysis.state().open()
                            || (analysis.state() == RolloutState.PROMOTED && isAfterPromotion(analysis, call)));
        }

        /// Feedback after the promotion on a call of the rollout concerns the former canary.
        private static boolean isAfterPromotion(CanaryAnalysis analysis, AnalysisStore.Memory call) {
            Instant promoted = analysis.times().promotedAt();
            return promoted != null && call.calledAt().isAfter(promoted);
        }

        void save() {
            changed.forEach(store::save);
            if (!changed.isEmpty()) {
                store.forgetCallsBefore(latest.minus(MEMORY).minus(MEMORY));
            }
        }
    }
}
