package io.plumbline.bench.load;

import io.plumbline.standalone.layout.CannotContinue;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/// A closed loop: a number of callers with a connection each. Each calls again as soon as it has an answer.
public final class Load {

    private static final byte[] NOTHING = {};

    private final LoadTarget target;
    private final int callers;
    private final boolean once;
    private final AtomicInteger turn = new AtomicInteger();

    /// Sends the target's requests repeatedly.
    public Load(LoadTarget target, int callers) {
        this(target, callers, false);
    }

    private Load(LoadTarget target, int callers, boolean once) {
        this.target = target;
        this.callers = callers;
        this.once = once;
    }

    /// Sends each request at most once, and counts those that a guard refuses: for texts of all kinds, none of
    /// which a gateway that remembers texts should receive twice.
    public static Load once(LoadTarget target, int callers) {
        return new Load(target, callers, true);
    }

    /// Calls for this long, or until each request was sent if each is sent once, and then until all running calls
    /// are answered.
    ///
    /// @throws CannotContinue if a call fails: figures of failing calls are worthless
    public LoadMeasurements runFor(Duration duration) {
        CountDownLatch connected = new CountDownLatch(callers);
        try (ExecutorService threads = Executors.newFixedThreadPool(callers)) {
            List<Future<List<LoadConnection.Timing>>> pending = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                pending.add(threads.submit(calling(duration, connected)));
            }
            connected.await();
            long began = System.nanoTime();
            List<LoadConnection.Timing> timings = new ArrayList<>();
            for (Future<List<LoadConnection.Timing>> each : pending) {
                timings.addAll(each.get());
            }
            return LoadMeasurements.of(timings, System.nanoTime() - began);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new CannotContinue("A call to port %d failed: %s.".formatted(target.port(), cause.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotContinue("Interrupted.", e);
        }
    }

    private Callable<List<LoadConnection.Timing>> calling(Duration duration, CountDownLatch connected) {
        return () -> {
            List<LoadConnection.Timing> timings = new ArrayList<>();
            try (LoadConnection caller = connect(connected)) {
                connected.await();
                long end = System.nanoTime() + duration.toNanos();
                byte[] request = nextRequest();
                while (request.length > 0) {
                    timings.add(call(caller, request));
                    request = System.nanoTime() < end ? nextRequest() : NOTHING;
                }
            }
            return timings;
        };
    }

    private LoadConnection.Timing call(LoadConnection caller, byte[] request) throws IOException {
        try {
            return caller.call(request);
        } catch (RefusedException e) {
            if (once) {
                return e.timing();
            }
            throw e;
        }
    }

    /// Counts down even without a connection, so that nothing waits for it.
    private LoadConnection connect(CountDownLatch connected) throws IOException {
        try {
            return new LoadConnection(target.host(), target.port());
        } finally {
            connected.countDown();
        }
    }

    /// @return an empty array if there are none left
    private byte[] nextRequest() {
        List<byte[]> requests = target.requests();
        int next = turn.getAndIncrement();
        return once && next >= requests.size() ? NOTHING : requests.get(Math.floorMod(next, requests.size()));
    }
}
