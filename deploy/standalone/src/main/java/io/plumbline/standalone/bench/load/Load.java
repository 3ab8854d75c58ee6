package io.plumbline.standalone.bench.load;

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

/// A closed loop: so many callers, each with a connection of its own, each calling again as soon as it is answered.
public final class Load {

    private final Target target;
    private final int callers;
    private final AtomicInteger turn = new AtomicInteger();

    public Load(Target target, int callers) {
        this.target = target;
        this.callers = callers;
    }

    /// Calls for that long, and until what is under way is answered.
    ///
    /// @throws CannotContinue if a call fails: figures of failing calls are worth nothing
    public Measured runFor(Duration duration) {
        CountDownLatch connected = new CountDownLatch(callers);
        try (ExecutorService threads = Executors.newFixedThreadPool(callers)) {
            List<Future<List<Caller.Timing>>> pending = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                pending.add(threads.submit(calling(duration, connected)));
            }
            connected.await();
            long began = System.nanoTime();
            List<Caller.Timing> timings = new ArrayList<>();
            for (Future<List<Caller.Timing>> each : pending) {
                timings.addAll(each.get());
            }
            return Measured.of(timings, System.nanoTime() - began);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new CannotContinue("A call to port %d failed: %s.".formatted(target.port(), cause.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotContinue("Interrupted.", e);
        }
    }

    private Callable<List<Caller.Timing>> calling(Duration duration, CountDownLatch connected) {
        return () -> {
            List<Caller.Timing> timings = new ArrayList<>();
            try (Caller caller = connect(connected)) {
                connected.await();
                long end = System.nanoTime() + duration.toNanos();
                do {
                    timings.add(caller.call(nextRequest()));
                } while (System.nanoTime() < end);
            }
            return timings;
        };
    }

    /// Counts down also when there is no connection, so that nobody waits for it.
    private Caller connect(CountDownLatch connected) throws IOException {
        try {
            return new Caller(target.host(), target.port());
        } finally {
            connected.countDown();
        }
    }

    private byte[] nextRequest() {
        List<byte[]> requests = target.requests();
        return requests.get(Math.floorMod(turn.getAndIncrement(), requests.size()));
    }
}
