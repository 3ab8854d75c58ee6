package io.plumbline.e2e.cleanroom;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Sends the requests of a generator, some at a time, and judges every answer.
final class Barrage {

    private static final int AT_A_TIME = 8;
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Judge judge = new Judge();
    private final Surface surface;
    private final Generator generator;
    private final Map<Integer, Integer> statuses = new ConcurrentHashMap<>();
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();
    private final AtomicLong slowest = new AtomicLong();

    Barrage(Surface surface, Generator generator) {
        this.surface = surface;
        this.generator = generator;
    }

    /// What came of it.
    ///
    /// @param statuses how many answers had which status
    /// @param faults what must not be, each with its request
    record Outcome(String surface, Map<Integer, Integer> statuses, Queue<String> faults, long slowestMillis) {

        /// How many answers had a status of this hundred.
        int answers(int hundred) {
            return statuses.entrySet().stream()
                    .filter(entry -> entry.getKey() / 100 == hundred)
                    .mapToInt(Map.Entry::getValue)
                    .sum();
        }

        @Override
        public String toString() {
            return "%s %s, slowest %d ms, %d faults".formatted(surface, statuses, slowestMillis, faults.size());
        }
    }

    Outcome send(int count) {
        Semaphore places = new Semaphore(AT_A_TIME);
        List<Future<?>> sent = new ArrayList<>();
        try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < count; i++) {
                int number = i;
                places.acquireUninterruptibly();
                sent.add(senders.submit(() -> {
                    try {
                        send(generator.request(number));
                    } finally {
                        places.release();
                    }
                }));
            }
        }
        // Fails if one could not be made or judged.
        sent.forEach(Future::resultNow);
        return new Outcome(surface.name(), new TreeMap<>(statuses), faults, slowest.get());
    }

    private void send(Malformed request) {
        long began = System.nanoTime();
        var sent = http.sendAsync(request.request(LONGEST).build(), HttpResponse.BodyHandlers.ofByteArray());
        try {
            HttpResponse<byte[]> answer = sent.get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
            statuses.merge(answer.statusCode(), 1, Integer::sum);
            judge.fault(request, answer).ifPresent(fault -> report(request, fault));
            remember(request, answer);
        } catch (TimeoutException e) {
            sent.cancel(true);
            report(request, "had no whole answer within " + LONGEST);
        } catch (ExecutionException e) {
            // What is too long is refused while it is still being sent; then the connection is closed.
            if (!request.isOverLong() || !(e.getCause() instanceof IOException)) {
                report(request, "had no answer: " + e.getCause());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        slowest.accumulateAndGet(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began), Math::max);
    }

    private void report(Malformed request, String fault) {
        faults.add(fault.substring(0, Math.min(fault.length(), 1_000)) + "\n    after " + request);
    }

    private void remember(Malformed request, HttpResponse<byte[]> answer) {
        if (answer.statusCode() != 201 || !request.operation().method().equals("POST")) {
            return;
        }
        try {
            JsonNode id = JsonMapper.shared().readTree(answer.body()).path("id");
            if (id.isString()) {
                surface.remember(request.operation().path(), id.asString());
            }
        } catch (JacksonException e) {
            report(request, "answered 201 with what is no JSON");
        }
    }
}
