package io.plumbline.standalone.demo;

import io.plumbline.standalone.demo.api.Answer;
import io.plumbline.standalone.demo.api.Api;
import io.plumbline.standalone.demo.api.DemoStack;
import io.plumbline.standalone.demo.api.StoryBroke;
import io.plumbline.standalone.demo.cast.Cast;
import io.plumbline.standalone.demo.content.Customer;
import io.plumbline.standalone.demo.content.GoldenDataset;
import io.plumbline.standalone.demo.content.GoldenDataset.Golden;
import io.plumbline.standalone.layout.Service;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// The application's customers during a rollout: each asks one question and rates the answer. Runs until it is
/// stopped, at the pace of a few concurrent customers.
final class CanaryTraffic implements AutoCloseable {

    static final String CANARY = "canary";

    private static final int AT_ONCE = 6;
    private static final Duration PAUSE = Duration.ofMillis(15);

    private final Api gateway;
    private final Api monitoring;
    private final String users;
    private final List<Golden> questions = GoldenDataset.questionsAndAnswers();
    private final AtomicInteger asked = new AtomicInteger();
    private final Queue<Heard> heard = new ConcurrentLinkedQueue<>();
    private final AtomicReference<@Nullable StoryBroke> broken = new AtomicReference<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean stopped;

    /// @param users the prefix of the customers' names, so that none has asked before
    CanaryTraffic(DemoStack stage, Cast cast, String users) {
        this.gateway = stage.as(cast.application(), Service.GATEWAY);
        this.monitoring = stage.as(cast.application(), Service.MONITORING);
        this.users = users;
    }

    /// The result for a customer.
    ///
    /// @param number of the call, from 0
    /// @param variant that answered; empty if the gateway does not name it
    /// @param helped whether the answer helped the customer
    record Heard(int number, String variant, boolean failed, boolean helped) {

        boolean ofCanary() {
            return variant.equals(CANARY);
        }
    }

    void start() {
        for (int i = 0; i < AT_ONCE; i++) {
            threads.execute(() -> {
                try {
                    while (!stopped) {
                        heard.add(ask(asked.getAndIncrement()));
                        LockSupport.parkNanos(PAUSE.toNanos());
                    }
                } catch (StoryBroke e) {
                    broken.compareAndSet(null, e);
                }
            });
        }
    }

    /// The number of calls started, which may be in the log.
    int asked() {
        return asked.get();
    }

    /// The completed calls of a customer number from that on.
    ///
    /// @throws StoryBroke if a service could not be reached in the meantime
    List<Heard> since(int number) {
        StoryBroke breach = broken.get();
        if (breach != null) {
            throw breach;
        }
        return heard.stream().filter(each -> each.number() >= number).toList();
    }

    /// Waits for every running call, and starts no more.
    @Override
    public void close() {
        stopped = true;
        threads.close();
    }

    /// Makes one more call as the next customer, whether or not the others continue.
    Heard askOnce() {
        Heard next = ask(asked.getAndIncrement());
        heard.add(next);
        return next;
    }

    private Heard ask(int number) {
        Customer customer = new Customer(users + number, questions.get(number % questions.size()));
        Answer answer = gateway.post(
                "/v1/chat/completions",
                Map.of(
                        "model",
                        PromotionStep.ROUTE,
                        "messages",
                        List.of(Map.of(
                                "role", "user", "content", customer.golden().question())),
                        "user",
                        customer.user()));
        String text = answer.body()
                .path("choices")
                .path(0)
                .path("message")
                .path("content")
                .asString("");
        boolean helped = answer.is(200) && customer.isHelpedBy(text);
        if (answer.is(200)) {
            tellMonitoring(answer.header("x-plumbline-call-id"), helped);
        }
        return new Heard(number, answer.header("x-plumbline-variant"), !answer.is(200), helped);
    }

    private void tellMonitoring(String call, boolean helped) {
        monitoring
                .post("/api/v1/feedback", Map.of("callId", call, "thumbs", helped ? "UP" : "DOWN"))
                .expect(200, 201, 202);
    }
}
