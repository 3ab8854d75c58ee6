package io.plumbline.gateway.upstream;

import io.plumbline.gateway.connection.CallWatch;
import io.plumbline.gateway.dialect.Operation;
import io.plumbline.gateway.fault.CallProblem;
import io.plumbline.kit.problem.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Calls the targets of a call one after the other until one answers: each as often as the route says, with pauses
/// that grow or that the provider asks for. All of this ends with the first event of an answer; from then on the
/// answer is what it is. A pause that would be longer than ten seconds is not waited for: the next target has its
/// turn. Thread-safe.
@Component
public final class Upstreams {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final int MAX_DOUBLINGS = 4;

    private final OutgoingCalls calls;
    private final TargetBreakers breakers;
    private final Clock clock;

    Upstreams(OutgoingCalls calls, TargetBreakers breakers, Clock clock) {
        this.calls = calls;
        this.breakers = breakers;
        this.clock = clock;
    }

    /// How a call is tried.
    ///
    /// @param targets in the order in which they are tried; never empty
    /// @param retries how often each is tried again
    public record Plan(List<UpstreamTarget> targets, int retries) {}

    /// Whether a target can be asked this.
    public boolean offers(UpstreamTarget target, Operation operation) {
        return calls.offers(target, operation);
    }

    /// Calls.
    ///
    /// @param attempts counts the attempts
    /// @throws UpstreamFailure when none answered: what the last one said
    /// @throws CallEndedException when the client has gone
    /// @throws ProblemException `invalid-call` when the first target cannot be asked this
    public UpstreamAnswer call(Plan plan, UpstreamRequest request, CallWatch watch, AttemptCount attempts)
            throws UpstreamFailure, CallEndedException {
        UpstreamFailure last = new UpstreamFailure(CallProblem.PROVIDER_UNAVAILABLE);
        for (UpstreamTarget target : plan.targets()) {
            if (attempts.count() > 0 && !calls.canAsk(target, request)) {
                continue;
            }
            for (int attempt = 0; attempt <= plan.retries(); attempt++) {
                Outgoing outgoing = calls.prepare(target, request);
                attempts.next();
                try {
                    return new Attempt(outgoing, breakers.of(target), watch, clock).run();
                } catch (UpstreamFailure failure) {
                    last = failure.problem() == CallProblem.PROVIDER_UNAVAILABLE && attempts.count() > 1
                            ? last
                            : failure;
                    if (!failure.isWorthAnotherTarget() || watch.end() != CallWatch.End.NONE) {
                        throw failure;
                    }
                    if (attempt == plan.retries() || !failure.isWorthRepeating() || !pause(failure, attempt, watch)) {
                        break;
                    }
                }
            }
        }
        throw last;
    }

    /// Waits before the next attempt; false when that would take too long, or nobody waits for it any more.
    private static boolean pause(UpstreamFailure failure, int attempt, CallWatch watch) throws CallEndedException {
        Duration asked = askedPause(failure);
        Duration pause = asked == null ? growingPause(attempt) : asked;
        if (pause.compareTo(LONGEST_PAUSE) > 0) {
            return false;
        }
        CountDownLatch ended = new CountDownLatch(1);
        watch.onEnd(ended::countDown);
        try {
            if (ended.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
                if (watch.end() == CallWatch.End.CLIENT_GONE) {
                    throw new CallEndedException();
                }
                return false;
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static @Nullable Duration askedPause(UpstreamFailure failure) {
        UpstreamFailure.Refusal refusal = failure.refusal();
        return refusal == null ? null : refusal.retryAfter();
    }

    /// Twice as long each time, half of it at random, so that callers do not come back all at once.
    private static Duration growingPause(int attempt) {
        long longest = FIRST_PAUSE.toNanos() << Math.min(attempt, MAX_DOUBLINGS);
        return Duration.ofNanos(longest / 2 + ThreadLocalRandom.current().nextLong(longest / 2));
    }
}
