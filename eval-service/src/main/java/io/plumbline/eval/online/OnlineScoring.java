package io.plumbline.eval.online;

import io.plumbline.audit.Actor;
import io.plumbline.audit.PayloadReader;
import io.plumbline.audit.PayloadState;
import io.plumbline.eval.gate.comparison.Redactor;
import io.plumbline.eval.online.CallScorers.Scored;
import io.plumbline.eval.online.OnlineCallStore.Sampled;
import io.plumbline.eval.online.OnlineCallStore.Score;
import io.plumbline.eval.online.OnlinePlan.ConsentRule;
import io.plumbline.eval.online.OnlineRules.Terms;
import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.document.NamedDocument;
import io.plumbline.kit.document.NamedDocuments;
import io.plumbline.kit.tenancy.Tenancy;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/// Scores sampled calls. A replica takes a call for some minutes; if it dies, another one takes the call. Only the
/// newest attempt may store scores, so a call has them once. Content is read only after the cost is reserved.
final class OnlineScoring {

    static final String SCORED = "SCORED";

    private static final Logger log = LoggerFactory.getLogger(OnlineScoring.class);
    private static final Actor SERVICE = new Actor("service", "eval-service");
    private static final int AT_ONCE = 8;
    private static final Duration LEASE = Duration.ofMinutes(15);
    private static final Duration WAIT = Duration.ofSeconds(1);
    private static final Duration OLDEST = Duration.ofDays(7);
    private static final Duration KEPT = Duration.ofDays(35);
    private static final int FORGOTTEN_AT_ONCE = 20_000;
    private static final Duration FORGET_EVERY = Duration.ofMinutes(10);
    private static final int MOST_ATTEMPTS = 3;
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final NamedDocuments<Terms> evaluations;
    private final Ledger ledger;
    private final CallScorers scorers;
    private final PayloadReader payloads;
    private final Redactor redactor;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private volatile Instant forgotten = Instant.EPOCH;

    OnlineScoring(
            NamedDocuments<Terms> evaluations,
            Ledger ledger,
            CallScorers scorers,
            PayloadReader payloads,
            Redactor redactor,
            TransactionTemplate transactions,
            Clock clock) {
        this.evaluations = evaluations;
        this.ledger = ledger;
        this.scorers = scorers;
        this.payloads = payloads;
        this.redactor = redactor;
        this.transactions = transactions;
        this.clock = clock;
    }

    /// Stores calls, cost and events.
    record Ledger(OnlineCallStore calls, OnlineSpend spend, AuditTrail trail) {}

    /// Scores the calls that are due.
    void run() {
        Instant now = clock.instant();
        List<Sampled> due = take(now);
        while (!due.isEmpty() && !Thread.currentThread().isInterrupted()) {
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                due.forEach(call -> threads.execute(() -> attempt(call)));
            }
            now = clock.instant();
            due = take(now);
        }
        forget(now);
    }

    private void forget(Instant now) {
        if (forgotten.plus(FORGET_EVERY).isBefore(now)) {
            forgotten = now;
            worker(() -> {
                ledger.calls().forgetBefore(now.minus(KEPT), FORGOTTEN_AT_ONCE);
                return true;
            });
        }
    }

    private List<Sampled> take(Instant now) {
        return worker(() -> ledger.calls().take(now, now.plus(LEASE), AT_ONCE));
    }

    private <T> T worker(Supplier<T> work) {
        return Objects.requireNonNull(Tenancy.asWorker(() -> transactions.execute(_ -> work.get())));
    }

    /// A call that fails, for example because a stored content was altered, waits and delays no other. It keeps its
    /// reservation, which the next attempt counts as spent.
    private void attempt(Sampled call) {
        try {
            score(call);
        } catch (RuntimeException e) {
            log.atWarn()
                    .addKeyValue("evaluation", call.evaluation())
                    .addKeyValue("call", call.callId())
                    .addKeyValue("reason", e.getClass().getSimpleName())
                    .log("A live call was not scored");
        }
    }

    private void score(Sampled call) {
        if (call.attempts() > MOST_ATTEMPTS) {
            fail(call, SkipReason.FAILED, false);
            return;
        }
        OnlinePlan plan = worker(() -> evaluations
                        .find(call.evaluation())
                        .filter(found -> found.team().equals(call.team())))
                .map(NamedDocument::document)
                .map(Terms::plan)
                .filter(found -> found.share() > 0)
                .orElse(null);
        if (plan == null) {
            fail(call, SkipReason.PAUSED, false);
            return;
        }
        if (plan.consent() == ConsentRule.REQUIRED && !call.consented()) {
            fail(call, SkipReason.CONSENT_WITHDRAWN, false); // it was sampled when no consent was required
            return;
        }
        Instant now = clock.instant();
        if (call.calledAt().isBefore(now.minus(OLDEST))) {
            fail(call, SkipReason.TOO_OLD, false);
            return;
        }
        LocalDate day = OnlineCallStore.day(now);
        BigDecimal cap = plan.costPerDayUsd();
        if (cap == null || reserved(call, day, cap, now)) {
            score(call, plan, cap == null ? null : day);
        }
    }

    /// Whether the call may cost something now.
    private boolean reserved(Sampled call, LocalDate day, BigDecimal cap, Instant now) {
        switch (worker(() -> ledger.spend().reserve(call, day, cap))) {
            case MADE -> {
                return true;
            }
            case WAIT ->
                worker(() -> {
                    ledger.calls().postpone(call, now.plus(WAIT), false);
                    return true;
                });
            case CAP_REACHED -> fail(call, SkipReason.COST_CAP, false);
            case PRICE_UNKNOWN -> fail(call, SkipReason.COST_UNKNOWN, false);
        }
        return false;
    }

    /// @param day null without judges
    private void score(Sampled call, OnlinePlan plan, @Nullable LocalDate day) {
        PayloadReader.Answer content =
                worker(() -> payloads.read(call.callId(), SERVICE, "online evaluation " + call.evaluation()));
        SkipReason absent = absent(content.state());
        StoredCall texts = content.content()
                .flatMap(bytes -> StoredCall.of(bytes, redactor))
                .orElse(null);
        if (absent != null || texts == null) {
            fail(call, absent == null ? SkipReason.CONTENT_UNUSABLE : absent, false);
            return;
        }
        Scored scored = Tenancy.asWorker(() -> scorers.score(call.team(), plan, call.call(), texts));
        if (day != null) {
            worker(() -> {
                ledger.spend().add(call, day, scored.cost());
                return true;
            });
        }
        SkipReason failure = scored.failure();
        if (failure == null) {
            store(call, scored);
        } else {
            fail(call, failure, scored.passing());
        }
    }

    private static @Nullable SkipReason absent(PayloadState state) {
        return switch (state) {
            case PayloadState.Kept _ -> null;
            case PayloadState.Erased _ -> SkipReason.CONTENT_ERASED;
            case PayloadState.None _, PayloadState.Expired _, PayloadState.Missing _ -> SkipReason.CONTENT_NOT_STORED;
        };
    }

    private void store(Sampled call, Scored scored) {
        Instant now = clock.instant();
        Map<String, Object> values = new LinkedHashMap<>();
        scored.scores().forEach(score -> values.put(score.scorer(), score.value()));
        worker(() -> {
            if (!ledger.calls().finish(call, true)) {
                return false;
            }
            for (Score score : scored.scores()) {
                ledger.calls().add(call, score, now);
            }
            ledger.calls().count(call.evaluation(), call.team(), now, SCORED, 1);
            ledger.trail()
                    .append(AuditEntry.of(OnlineAction.SCORED, call.team(), "online-evaluation", call.evaluation())
                            .with("callId", call.callId().toString())
                            .with("route", call.call().route())
                            .with("variant", call.call().variant())
                            .with("model", call.call().model())
                            .with("prompt", call.call().prompt())
                            .with("scores", values)
                            .withIfPresent("costUsd", scored.cost().usd()));
            return true;
        });
    }

    /// @param passing whether another attempt may succeed
    private void fail(Sampled call, SkipReason reason, boolean passing) {
        Instant now = clock.instant();
        worker(() -> {
            if (passing && call.attempts() < MOST_ATTEMPTS) {
                ledger.calls().postpone(call, now.plus(PAUSE.multipliedBy(call.attempts())), true);
            } else if (ledger.calls().finish(call, false)) {
                ledger.calls().count(call.evaluation(), call.team(), now, reason.name(), 1);
            }
            return true;
        });
    }
}
