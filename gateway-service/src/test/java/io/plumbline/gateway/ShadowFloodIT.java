package io.plumbline.gateway;

import static io.plumbline.gateway.RunningGateway.chat;
import static io.plumbline.gateway.RunningGateway.content;
import static io.plumbline.gateway.RunningGateway.variant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Every call is mirrored to a target that says nothing for as long as calls come. Both are models of one provider,
/// with 12 connections to it, of which mirrored calls may have 6.
class ShadowFloodIT {

    private static final int CONNECTIONS = 12;
    private static final int AT_ONCE = CONNECTIONS / 2;
    private static final int CALLERS = 6;
    private static final int CALLS_EACH = 25;
    private static final int CALLS = CALLERS * CALLS_EACH;

    /// Far less than the mirror keeps silent, and far more than a call takes on a busy machine.
    private static final Duration LONGEST = Duration.ofSeconds(8);

    private static ScriptedProvider provider;
    private static RunningGateway gateway;

    private final AtomicInteger mirrored = new AtomicInteger();
    private final AtomicInteger mostMirrored = new AtomicInteger();

    @BeforeAll
    static void start() {
        provider = new ScriptedProvider();
        gateway = RunningGateway.start(Map.of(
                "plumbline.gateway.upstream.connections",
                "" + CONNECTIONS,
                "plumbline.gateway.shadow.concurrency",
                "1000",
                "plumbline.gateway.guards.encoder",
                "false"));
        gateway.provider("fake", provider.url());
        gateway.route("mirrored", "[" + variant("only", "fake", "sim-caller", 1) + "]", """
                , "shadow": {"target": {"provider": "fake", "model": "sim-mirror"}, "share": 1}""");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        provider.close();
    }

    @Test
    void neitherDelaysNorBreaksCallersAndDropsWhatHasNoPlace() throws InterruptedException {
        CountDownLatch calm = new CountDownLatch(1);
        provider.plays((request, connection) -> {
            if (request.body().path("model").asString().equals("sim-mirror")) {
                mostMirrored.accumulateAndGet(mirrored.incrementAndGet(), Math::max);
                awaitCalm(calm);
                mirrored.decrementAndGet();
                connection.cut();
                return;
            }
            connection.json(200, ScriptedProvider.answer("Mine."));
        });
        Queue<Duration> times = new ConcurrentLinkedQueue<>();
        Queue<String> wrong = new ConcurrentLinkedQueue<>();
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            callers.add(Thread.ofVirtual().start(() -> call(times, wrong)));
        }
        for (Thread caller : callers) {
            caller.join();
        }
        assertThat(wrong).isEmpty();
        assertThat(times).hasSize(CALLS).allSatisfy(time -> assertThat(time).isLessThan(LONGEST));
        assertThat(mostMirrored).hasValue(AT_ONCE);
        assertThat(counted("dropped")).isEqualTo(CALLS - AT_ONCE);
        System.out.printf(
                "%d calls beside a mirror that hangs: the slowest took %d ms; %d mirrored, %.0f dropped%n",
                CALLS,
                times.stream().mapToLong(Duration::toMillis).max().orElseThrow(),
                mostMirrored.get(),
                counted("dropped"));
        calm.countDown();
        await("the hung ones have ended")
                .untilAsserted(() -> assertThat(counted("failed")).isEqualTo(AT_ONCE));
        provider.reset();
        assertThat(content(gateway.call(chat("mirrored", "Hi", "")))).isEqualTo("Hello.");
        await("there are places again")
                .untilAsserted(() -> assertThat(counted("answered")).isEqualTo(1));
    }

    private static void call(Queue<Duration> times, Queue<String> wrong) {
        for (int i = 0; i < CALLS_EACH; i++) {
            long begin = System.nanoTime();
            HttpResponse<String> answer = gateway.call(chat("mirrored", "Hi", ""));
            times.add(Duration.ofNanos(System.nanoTime() - begin));
            if (answer.statusCode() != 200 || !content(answer).equals("Mine.")) {
                wrong.add(answer.body());
            }
        }
    }

    private static void awaitCalm(CountDownLatch calm) {
        try {
            assertThat(calm.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static double counted(String outcome) {
        return gateway.service()
                .bean(MeterRegistry.class)
                .get("plumbline.gateway.shadow")
                .tag("outcome", outcome)
                .counter()
                .count();
    }
}
