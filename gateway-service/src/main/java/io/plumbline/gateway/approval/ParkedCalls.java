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

/// Parks calls and lets them go on. All of it lies in the database, so it outlives the replica, and any other can
/// go on with it. Whoever may see a parked call is who made it; governance has the question and the decision.
/// What cannot be found out counts as no: nothing goes on that nobody has approved. Thread-safe.
@Component
public final class ParkedCalls {

    private static final String TYPE = "parked-call";

    /// How many calls of one caller who has no room for one more governance is asked about in a second.
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

    /// By caller, how many have been looked at in this second.
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

    /// How long an answer may be that is to be parked, in bytes.
    public int longestAnswer() {
        return (int) Math.min(properties.maxAnswer().toBytes(), Integer.MAX_VALUE - 8);
    }

    /// Puts a call down and has governance asked; while governance is away, as soon as it is back.
    ///
    /// @throws ProblemException `approval-unavailable` when it cannot be put down, `too-many-parked`
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

    /// @return whether there was room for it
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

    /// Whether one of the caller's is decided for which it has not come back, so that it waits no more. Looks at
    /// some of them, others each time: whoever has no room may try as often as he likes.
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

    /// Not as far as anybody can say, while that cannot be found out.
    private boolean isDecided(ParkedCall call) {
        try {
            return now(call).state() != Approval.State.PENDING;
        } catch (ProblemException e) {
            return false;
        }
    }

    /// The caller's own call of that id, or whose approval has that id, as things stand.
    ///
    /// @throws ProblemException 404; `approval-unavailable`
    public ParkedCall find(UUID id, Caller caller) {
        return now(stored(() -> store.find(id, caller)).orElseThrow(ParkedProblems::unknown));
    }

    /// The newest of the caller's that asked the same and has not gone on, as things stand. While the database is
    /// away there is none.
    ///
    /// @throws ProblemException `approval-unavailable` when what was decided cannot be found out
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

    /// The answer of an approved call, as often as its caller names it until its time is over.
    ///
    /// @param by the call that goes on with it
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

    /// Lets one call go on with what it asked.
    ///
    /// @param by the call that goes on with it
    /// @throws ProblemException `call-lapsed` when one has
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

    /// The call that was to go on has not reached a provider.
    public void release(ParkedCall call) {
        stored(() -> {
            store.release(call.id());
            return true;
        });
    }

    /// What its caller is told whose call cannot go on as things stand.
    ///
    /// @throws IllegalStateException for one that can
    public ProblemException refusal(ParkedCall call) {
        count(call.stage(), call.state().name().toLowerCase(Locale.ROOT));
        return switch (call.state()) {
            case PENDING -> waiting(call);
            case REJECTED, REVOKED -> ParkedProblems.rejected(call);
            case EXPIRED -> ParkedProblems.lapsed();
            case APPROVED -> throw new IllegalStateException("an approved call goes on");
        };
    }

    /// What its caller is told whose call waits.
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
