package io.plumbline.e2e.fault;

import io.plumbline.e2e.fault.Seen.How;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/// Callers who never stop asking, every other one for a stream, and remember all that they saw. Thread-safe.
final class Traffic {

    private static final int CALLERS = 8;
    private static final Duration PAUSE = Duration.ofMillis(150);

    private final Queue<Seen> seen = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean over;

    Traffic(URI gateway, String key, List<Question> questions) {
        for (int i = 0; i < CALLERS; i++) {
            int first = i;
            threads.add(Thread.ofVirtual()
                    .name("caller-" + i)
                    .start(() -> ask(new Client(gateway, key), questions, first)));
        }
    }

    private void ask(Client client, List<Question> questions, int first) {
        for (int i = first; !over; i++) {
            seen.add(client.ask(questions.get(i % questions.size()), first % 2 == 0));
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    void add(Seen one) {
        seen.add(one);
    }

    List<Seen> all() {
        return List.copyOf(seen);
    }

    /// Those that were under way at some moment of a time.
    List<Seen> between(long fromNanos, long toNanos) {
        return seen.stream()
                .filter(one -> one.endedSince(fromNanos) && !one.beganSince(toNanos))
                .toList();
    }

    /// Whether calls that began later than that have come whole, of both kinds.
    boolean flowsSince(long nanos) {
        return seen.stream().anyMatch(one -> isGood(one, nanos, true))
                && seen.stream().anyMatch(one -> isGood(one, nanos, false));
    }

    private static boolean isGood(Seen one, long nanos, boolean streamed) {
        return one.is(How.WHOLE) && one.streamed() == streamed && one.beganSince(nanos);
    }

    /// Returns when the last call has ended.
    void stop() throws InterruptedException {
        over = true;
        for (Thread thread : threads) {
            if (!thread.join(Duration.ofSeconds(60))) {
                thread.interrupt();
                throw new IllegalStateException(thread.getName() + " has a call that does not end");
            }
        }
    }
}
