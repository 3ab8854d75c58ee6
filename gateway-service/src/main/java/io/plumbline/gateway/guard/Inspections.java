package io.plumbline.gateway.guard;

import io.plumbline.gateway.fault.CallProblem;
import io.plumbline.personaldata.detect.Deadline;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/// Runs inspections of texts outside calls. Limits the number of concurrent long ones, so that calls always find
/// a core. Thread-safe.
@Component
public final class Inspections {

    private static final String TOO_MUCH = "Send less text at a time, or try again in a moment.";

    private final GuardPool pool;
    private final Semaphore places;

    Inspections(GuardPool pool, GuardProperties properties) {
        this.pool = pool;
        this.places = new Semaphore(properties.placesForInspections(), true);
    }

    /// Runs the work and returns its result. Short texts run at once; long ones wait for a slot.
    ///
    /// @param characters total length of the texts
    /// @param patience how long to wait for a slot
    /// @throws io.plumbline.kit.problem.ProblemException `gateway-overloaded` if there is no slot, or the work
    ///     itself times out
    public <T> T run(long characters, Duration patience, Supplier<T> work) {
        boolean isLong = characters > GuardPool.LONG;
        if (isLong && !hasPlace(patience)) {
            throw CallProblem.GATEWAY_OVERLOADED.because(TOO_MUCH);
        }
        try {
            return isLong ? pool.call(work::get) : work.get();
        } catch (Deadline.PastException e) {
            throw CallProblem.GATEWAY_OVERLOADED.because(TOO_MUCH);
        } finally {
            if (isLong) {
                places.release();
            }
        }
    }

    private boolean hasPlace(Duration patience) {
        try {
            return places.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
