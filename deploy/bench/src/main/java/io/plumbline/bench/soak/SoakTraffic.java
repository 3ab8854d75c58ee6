package io.plumbline.bench.soak;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/// Calls at a steady rate, whatever the answers take, as long as a caller is free: each call has its scheduled
/// time, and a late one is made at once. Remembers each completely answered call. Thread-safe.
final class SoakTraffic {

    private static final int CALLERS = 64;
    private static final int MOST_REMARKS = 5;
    private static final int CLIENT_ERROR = 400;
    private static final int SERVER_ERROR = 500;

    private final InetSocketAddress server;
    private final List<SoakRequest> requests;
    private final int perSecond;
    private final AtomicLong turn = new AtomicLong();
    private final Set<UUID> answered = ConcurrentHashMap.newKeySet();
    private final Map<String, LongAdder> whole = new ConcurrentSkipListMap<>();
    private final LongAdder refused = new LongAdder();
    private final LongAdder broken = new LongAdder();
    private final Queue<String> remarks = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean over;
    private long began;
    private long ended;

    SoakTraffic(URI gateway, List<SoakRequest> requests, int perSecond) {
        this.server = new InetSocketAddress(gateway.getHost(), gateway.getPort());
        this.requests = requests;
        this.perSecond = perSecond;
    }

    void start() {
        began = System.nanoTime();
        for (int i = 0; i < CALLERS; i++) {
            threads.add(Thread.ofPlatform().daemon().name("soak-" + i).start(this::callOn));
        }
    }

    private void callOn() {
        try (SoakConnection connection = new SoakConnection(server)) {
            while (!over) {
                long mine = turn.getAndIncrement();
                waitUntil(began + mine * Duration.ofSeconds(1).toNanos() / perSecond);
                if (!over) {
                    call(connection, requests.get((int) (mine % requests.size())));
                }
            }
        }
    }

    private static void waitUntil(long time) {
        for (long left = time - System.nanoTime(); left > 0; left = time - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private void call(SoakConnection connection, SoakRequest request) {
        try {
            SoakConnection.Answer answer = connection.call(request);
            UUID callId = answer.callId();
            if (callId != null && answer.status() < SERVER_ERROR) {
                answered.add(callId);
            }
            if (answer.isAsExpected(request)) {
                whole.computeIfAbsent(request.kind(), _ -> new LongAdder()).increment();
            } else {
                boolean cleanly = callId != null && answer.status() >= CLIENT_ERROR;
                (cleanly ? refused : broken).increment();
                tell(request, answer.status() + " " + answer.body());
            }
        } catch (IOException | RuntimeException e) {
            broken.increment();
            tell(request, String.valueOf(e.getMessage()));
        }
    }

    private void tell(SoakRequest request, String what) {
        if (remarks.size() < MOST_REMARKS) {
            remarks.add("%s: %s".formatted(request.kind(), what.length() > 200 ? what.substring(0, 200) : what));
        }
    }

    /// Returns when all running calls are answered.
    void stop() throws InterruptedException {
        over = true;
        ended = System.nanoTime();
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /// The ids of the completely answered calls, including refusals that the caller caused.
    Set<UUID> answered() {
        return answered;
    }

    /// The number of correctly answered calls of each kind.
    Map<String, LongAdder> whole() {
        return whole;
    }

    long wholeInAll() {
        return whole.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /// The number of calls that were properly refused but should not have been: on an overloaded machine guards
    /// time out, and providers are full.
    long refused() {
        return refused.sum();
    }

    /// The number of calls with an incomplete or wrong answer.
    long broken() {
        return broken.sum();
    }

    /// Details of some of them.
    List<String> remarks() {
        return List.copyOf(remarks);
    }

    double reachedPerSecond() {
        return (wholeInAll() + refused() + broken()) * 1e9 / (ended - began);
    }
}
