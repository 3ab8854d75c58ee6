package io.plumbline.standalone.demo;

import io.plumbline.standalone.console.Narrator;
import io.plumbline.standalone.console.Progress;
import io.plumbline.standalone.demo.api.Answer;
import io.plumbline.standalone.demo.api.Api;
import io.plumbline.standalone.demo.api.DemoStack;
import io.plumbline.standalone.demo.api.StoryBroke;
import io.plumbline.standalone.demo.cast.Cast;
import io.plumbline.standalone.demo.content.Call;
import io.plumbline.standalone.demo.content.Traffic;
import io.plumbline.standalone.demo.content.TrafficReport;
import io.plumbline.standalone.demo.registry.ModelVersions;
import io.plumbline.standalone.demo.registry.Registered;
import io.plumbline.standalone.layout.Service;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// The application calls the model through the guarded route.
final class TrafficStep implements Step<Integer> {

    private static final int AT_ONCE = 8;

    private final DemoStack stage;
    private final Registered registered;
    private final Api gateway;

    TrafficStep(DemoStack stage, Cast cast, Registered registered) {
        this.stage = stage;
        this.registered = registered;
        this.gateway = stage.as(cast.application(), Service.GATEWAY);
    }

    @Override
    public String title() {
        return "The application calls the model, 200 times";
    }

    @Override
    public Integer play(Narrator narrator) {
        List<Call> calls = Traffic.calls();
        List<Call.Outcome> outcomes = narrator.during("calling", progress -> callAll(calls, progress));
        TrafficReport report = new TrafficReport(outcomes);
        report.tell(narrator);
        report.check();
        tellWhatTheProviderSaw(narrator, outcomes);
        return outcomes.size();
    }

    private List<Call.Outcome> callAll(List<Call> calls, Progress progress) {
        Semaphore free = new Semaphore(AT_ONCE);
        AtomicInteger done = new AtomicInteger();
        List<Future<Call.Outcome>> pending = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Call call : calls) {
                pending.add(threads.submit(() -> {
                    free.acquire();
                    try {
                        return send(call);
                    } finally {
                        free.release();
                        progress.at("%d of %d calls".formatted(done.incrementAndGet(), calls.size()));
                    }
                }));
            }
            List<Call.Outcome> outcomes = new ArrayList<>();
            for (Future<Call.Outcome> each : pending) {
                outcomes.add(each.get());
            }
            return outcomes;
        } catch (ExecutionException e) {
            throw new StoryBroke("A call failed: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoryBroke("Interrupted", e);
        }
    }

    private Call.Outcome send(Call call) {
        Map<String, ?> body = Map.of(
                "model",
                PromotionStep.ROUTE,
                "messages",
                List.of(Map.of("role", "user", "content", call.message())),
                "user",
                "customer-" + Math.floorMod(call.message().hashCode(), 50),
                "stream",
                call.streamed());
        long began = System.nanoTime();
        return call.streamed() ? streamed(call, body, began) : plain(call, body, began);
    }

    private Call.Outcome plain(Call call, Map<String, ?> body, long began) {
        Answer answer = gateway.post("/v1/chat/completions", body);
        String text = answer.body()
                .path("choices")
                .path(0)
                .path("message")
                .path("content")
                .asString("");
        String code = answer.body().path("error").path("code").asString("");
        return new Call.Outcome(
                call, answer.status(), text, answer.header("x-plumbline-guardrails"), code, millisSince(began));
    }

    private Call.Outcome streamed(Call call, Map<String, ?> body, long began) {
        try (Stream<String> events = gateway.events("/v1/chat/completions", body)) {
            String text = events.filter(data -> !data.equals("[DONE]"))
                    .map(data -> Api.parsed(data)
                            .path("choices")
                            .path(0)
                            .path("delta")
                            .path("content")
                            .asString(""))
                    .collect(Collectors.joining());
            return new Call.Outcome(call, 200, text, "", "", millisSince(began));
        }
    }

    /// The provider's own record of what it received.
    private void tellWhatTheProviderSaw(Narrator narrator, List<Call.Outcome> outcomes) {
        JsonNode received = stage.simulator()
                .get("/control/%s/calls?limit=500".formatted(ModelVersions.upstreamModel(registered.modelVersion())))
                .expect(200)
                .body()
                .path("items");
        List<String> secrets = outcomes.stream()
                .flatMap(outcome -> outcome.call().personal().stream())
                .toList();
        for (JsonNode call : received) {
            String body = call.path("body").asString("");
            if (secrets.stream().anyMatch(body::contains)) {
                throw new StoryBroke("Personal data reached the provider: " + body);
            }
        }
        narrator.good("The provider's own record of %d calls contains no customer address.".formatted(received.size()));
    }

    private static long millisSince(long began) {
        return Duration.ofNanos(System.nanoTime() - began).toMillis();
    }
}
