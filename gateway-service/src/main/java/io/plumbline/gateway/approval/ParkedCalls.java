package io.plumbline.gateway.approval;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.MeterRegistry;
import io.plumbline.audit.Outcome;
import io.plumbline.clients.governance.Approval;
import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.security.Caller;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/// Parks and resumes calls. All state is in the database, so it survives the replica, and any other replica can
/// resume the calls. Only its caller can see a parked call; governance has the request and the decision. An
/// unknown decision counts as a rejection: nothing resumes without approval. Thread-safe.
@Component
public final class ParkedCalls {

    private static final String TYPE = "parked-call";

    /// Maximum number of status checks at governance per second for a caller at its limit.
    private static final int MOST_LOOKED_AT = 5;

    private static final int MOST_CALLERS = 10_000;

    private static final long LONGEST_LOOK_NANOS = TimeUnit.SECONDS.toNanos(3);

    private final ParkedCallStore store;
    private final GovernanceQuestions questions;
    private final AuditTrail trail;
    private final TransactionTemplate transactions;
    private final ParkedCallProperties properties;
    private final MeterRegistry meters;
    private final Clock clock;

    /// The number of checks in this second, by caller.
    private final Cache<String, AtomicInteger> looks = Caffeine.newBuilder()
            .maximumSize(MOST_CALLERS)
            .expireAfterWrite(Duration.ofSeconds(1))
            .build();

    ParkedCalls(
            ParkedCallStore store,
            GovernanceQuestions questions,
            AuditTrail trail,
            PlatformTransactionManager transactionManager,
            ParkedCallProperties properties,
            MeterRegistry meters,
            Clock clock) {
        this.store = store;
        this.questions = questions;
        this.trail = trail;
        this.transactions = new TransactionTemplate(transactionManager);
        this.properties = properties;
        this.meters = meters;
        this.clock = clock;
    }

    /// Returns the maximum size of a parked answer in bytes.
    public int longestAnswer() {
        return (int) Math.min(properties.maxAnswer().toBytes(), Integer.MAX_VALUE - 8);
    }

    /// Parks a call and requests its approval from governance; if governance is unavailable, as soon as it is
    /// back.
    ///
    /// @throws ProblemException `approval-unavailable` if the call cannot be stored, `too-many-parked`
    public ParkedCall park(NewParkedCall call) {
        Instant now = clock.instant();
        Instant expiresAt = now.plus(properties.lifetime());
        if (!add(call, expiresAt) && !(hasDecided(call.caller()) && add(call, expiresAt))) {
            throw ParkedProblems.tooMany();
        }
        count(call.stage(), "parked");
        ParkedCall parked = new ParkedCall(
                call.id(),
                call.team(),
                call.route(),
                call.fingerprint(),
                call.stage(),
                Approval.State.PENDING,
                null,
                null,
                now,
                expiresAt,
                false);
        return questions.ask(parked);
    }

    /// @return whether the limit was not reached
    private boolean add(NewParkedCall call, Instant expiresAt) {
        byte[] question = questions.of(call, properties.lifetime());
        Instant keptUntil = expiresAt.plus(properties.lifetime());
        return stored(() -> transactions.execute(_ -> {
            boolean room = store.add(call, question, expiresAt, keptUntil, properties.maxPending());
            if (room) {
                trail.append(AuditEntry.of(
                                ParkedCallAction.PARKED,
                                call.team(),
                                TYPE,
                                call.id().toString())
                        .outcome(Outcome.BLOCKED)
                        .with("route", call.route())
                        .with("stage", call.stage().wireName())
                        .with("tools", call.tools()));
            }
            return room;
        }));
    }

    /// Whether one of the caller's waiting calls is decided and no longer counts. Checks a few of them, different
    /// ones each time, so a caller at its limit may try repeatedly.
    private boolean hasDecided(Caller caller) {
        AtomicInteger looked = looks.get(ParkedCallStore.actor(caller), _ -> new AtomicInteger());
        int most = MOST_LOOKED_AT - looked.get();
        if (most <= 0) {
            return false;
        }
        long start = System.nanoTime();
        for (ParkedCall call : stored(() -> store.waiting(caller, most))) {
            if (looked.getAndIncrement() >= MOST_LOOKED_AT || System.nanoTime() - start > LONGEST_LOOK_NANOS) {
                return false;
            }
            if (isDecided(call)) {
                return true;
            }
        }
        return false;
    }

    /// Returns false while the decision is unknown.
    private boolean isDecided(ParkedCall call) {
        try {
            return now(call).state() != Approval.State.PENDING;
        } catch (ProblemException e) {
            return false;
        }
    }

    /// Returns the caller's call with that ID, or whose approval has that ID, in its current state.
    ///
    /// @throws ProblemException 404; `approval-unavailable`
    public ParkedCall find(UUID id, Caller caller) {
        return now(stored(() -> store.find(id, caller)).orElseThrow(ParkedProblems::unknown));
    }

    /// Returns the caller's newest identical call that was not resumed, in its current state; empty while the
    /// database is unavailable.
    ///
    /// @throws ProblemException `approval-unavailable` if the decision cannot be determined
    public Optional<ParkedCall> unused(String fingerprint, Caller caller) {
        Optional<ParkedCall> found;
        try {
            found = store.unused(fingerprint, caller);
        } catch (DataAccessException | TransactionException e) {
            return Optional.empty();
        }
        return found.map(this::now);
    }

    private ParkedCall now(ParkedCall call) {
        Instant now = clock.instant();
        boolean over = !now.isBefore(call.expiresAt());
        if (call.state() == Approval.State.PENDING && !(over && call.approval() == null)) {
            ParkedCall told = call.approval() == null ? questions.ask(call) : questions.outcome(call);
            if (told.state() != Approval.State.PENDING) {
                stored(() -> {
                    store.decided(told);
                    return true;
                });
            }
            return told.state() == Approval.State.APPROVED && !now.isBefore(told.expiresAt()) ? lapsed(told) : told;
        }
        return over && call.state() != Approval.State.REJECTED ? lapsed(call) : call;
    }

    private static ParkedCall lapsed(ParkedCall call) {
        return call.decided(Approval.State.EXPIRED, call.comment(), call.expiresAt());
    }

    /// Returns the answer of an approved call, as often as its caller names it until it expires.
    ///
    /// @param by the call that resumes it
    /// @throws ProblemException `call-lapsed`
    public ParkedAnswer take(ParkedCall call, UUID by) {
        Optional<ParkedAnswer> answer = stored(() -> transactions.execute(_ -> {
            Optional<ParkedAnswer> taken = store.take(call.id());
            if (taken.isPresent()) {
                trail.append(resumed(call, by));
            }
            return taken;
        }));
        count(call.stage(), answer.isPresent() ? "resumed" : "expired");
        return answer.orElseThrow(ParkedProblems::lapsed);
    }

    /// Lets one identical call resume.
    ///
    /// @param by the call that resumes it
    /// @throws ProblemException `call-lapsed` if it was already resumed
    public void claim(ParkedCall call, UUID by) {
        boolean claimed = stored(() -> transactions.execute(_ -> {
            boolean mine = store.claim(call.id());
            if (mine) {
                trail.append(resumed(call, by));
            }
            return mine;
        }));
        if (!claimed) {
            throw ParkedProblems.used();
        }
        count(call.stage(), "resumed");
    }

    /// Undoes the claim of a call that reached no provider.
    public void release(ParkedCall call) {
        stored(() -> {
            store.release(call.id());
            return true;
        });
    }

    /// Returns the problem for a call that cannot resume in its current state.
    ///
    /// @throws IllegalStateException for a call that can
    public ProblemException refusal(ParkedCall call) {
        count(call.stage(), call.state().name().toLowerCase(Locale.ROOT));
        return switch (call.state()) {
            case PENDING -> waiting(call);
            case REJECTED, REVOKED -> ParkedProblems.rejected(call);
            case EXPIRED -> ParkedProblems.lapsed();
            case APPROVED -> throw new IllegalStateException("an approved call goes on");
        };
    }

    /// Returns the problem for a call that waits.
    public ProblemException waiting(ParkedCall call) {
        return ParkedProblems.waiting(call).with("approval", questions.told(call));
    }

    private static AuditEntry resumed(ParkedCall call, UUID by) {
        return AuditEntry.of(
                        ParkedCallAction.RESUMED, call.team(), TYPE, call.id().toString())
                .with("route", call.route())
                .with("stage", call.stage().wireName())
                .with("approval", String.valueOf(call.approval()))
                .with("call", by.toString());
    }

    private void count(ParkedStage stage, String outcome) {
        meters.counter("plumbline.gateway.parked", "stage", stage.wireName(), "outcome", outcome)
                .increment();
    }

    private static <T> T stored(Supplier<T> work) {
        try {
            return work.get();
        } catch (DataAccessException | TransactionException e) {
            throw ParkedProblems.unavailable();
        }
    }
}
