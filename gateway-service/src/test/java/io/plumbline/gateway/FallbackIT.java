package io.plumbline.gateway;

import static io.plumbline.gateway.RunningGateway.chat;
import static io.plumbline.gateway.RunningGateway.content;
import static io.plumbline.gateway.RunningGateway.json;
import static io.plumbline.gateway.RunningGateway.variant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/// Who answers in whose stead, how often a target is asked, for how long, and by how many at once. Each test uses
/// model names of its own: targets are remembered.
@ExtendWith(SharedGateway.class)
class FallbackIT {

    private static final String TOO_LONG = """
            {"error": {"message": "This model's maximum context length is 10 tokens.", "code": "context_length_exceeded"}}""";

    private static final String FORBIDDEN = """
            {"error": {"message": "filtered", "code": "content_filter"}}""";

    private final RunningGateway gateway;
    private final ScriptedProvider provider;

    FallbackIT(RunningGateway gateway, ScriptedProvider provider) {
        this.gateway = gateway;
        this.provider = provider;
    }

    @Test
    void answersEachClassOfFailureByItsOwnTargets() {
        String lists = """
                , "fallbacks": [{"provider": "fake", "model": "plain"}],
                "fallbacksBy": {"contextLength": [{"provider": "fake", "model": "longer"}],
                                "contentPolicy": [{"provider": "fake", "model": "laxer"}],
                                "timeout": [{"provider": "fake", "model": "faster"}]}""";
        gateway.route("classed", "[" + variant("a", "fake", "classed-m", 1) + "]", lists);
        gateway.route(
                "timed",
                "[" + variant("a", "fake", "timed-m", 1) + "]",
                lists + ", \"timeLimits\": {\"attemptMs\": 1500}");
        assertThat(answeredBy("classed", 400, TOO_LONG)).isEqualTo("longer");
        assertThat(answeredBy("classed", 400, FORBIDDEN)).isEqualTo("laxer");
        assertThat(answeredBy("classed", 500, "{}")).isEqualTo("plain");
        assertThat(answeredBy("timed", 0, "")).isEqualTo("faster");
        assertThat(answeredBy("classed", 422, "{\"error\": {\"message\": \"no\"}}"))
                .isEqualTo("nobody");
    }

    /// Which model answers when the first does this; 0 stands for silence.
    private String answeredBy(String route, int status, String body) {
        provider.plays((request, connection) -> {
            String model = request.body().path("model").asString();
            if (!model.equals(route + "-m")) {
                connection.json(200, ScriptedProvider.answer(model));
            } else if (status == 0) {
                connection.seesHangUp(30_000);
            } else {
                connection.json(status, body);
            }
        });
        HttpResponse<String> answer = gateway.call(chat(route, "Hi", ""));
        if (answer.statusCode() != 200) {
            return "nobody";
        }
        JsonNode attributes = gateway.event(answer).path("attributes");
        assertThat(attributes.path("fallback").asBoolean()).isTrue();
        assertThat(attributes.path("attempts").asInt()).isEqualTo(2);
        assertThat(attributes.at("/routing/attempts").size()).isEqualTo(2);
        assertThat(attributes.at("/routing/attempts/0/target").asString()).isEqualTo("fake/" + route + "-m");
        assertThat(attributes.at("/routing/attempts/1/outcome").asString()).isEqualTo("answered");
        return content(answer);
    }

    @Test
    void takesARefusalInAStreamsFirstEventForWhatItIs() {
        gateway.route("event-classed", "[" + variant("a", "fake", "event-classed-m", 1) + "]", """
                , "fallbacksBy": {"contextLength": [{"provider": "fake", "model": "longer"}]}""");
        provider.plays((request, connection) -> {
            connection.beginStream();
            if (request.body().path("model").asString().equals("longer")) {
                connection.delta("Longer.");
                connection.finish("stop");
                connection.done();
            } else {
                connection.event(TOO_LONG);
                connection.raw("0\r\n\r\n");
            }
        });
        HttpResponse<String> answer = gateway.call(chat("event-classed", "Hi", ", \"stream\": true"));
        assertThat(RunningGateway.said(RunningGateway.events(answer.body()), 0)).isEqualTo("Longer.");
        assertThat(health("event-classed").path("lastFailure").asString()).isEmpty();
    }

    @Test
    void leavesRefusalsOfRequestsAloneWhereTheRouteSaysNothingOfThem() {
        gateway.route("unclassed", "[" + variant("a", "fake", "unclassed-m", 1) + "]", """
                , "fallbacks": [{"provider": "fake", "model": "plain"}]""");
        provider.plays((_, connection) -> connection.json(400, TOO_LONG));
        HttpResponse<String> answer = gateway.call(chat("unclassed", "Hi", ""));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).at("/error/code").asString()).isEqualTo("context_length_exceeded");
        assertThat(provider.received()).hasSize(1);
    }

    @Test
    void asksNobodyTwiceHoweverTheListsGoRound() {
        gateway.route("round", "[" + variant("a", "fake", "round-1", 1) + "]", """
                , "fallbacks": [{"provider": "fake", "model": "round-2"}],
                "fallbacksBy": {"contextLength": [{"provider": "fake", "model": "round-1"},
                                                  {"provider": "fake", "model": "round-3"}]}""");
        provider.plays((request, connection) -> {
            boolean second = request.body().path("model").asString().equals("round-2");
            connection.json(second ? 400 : 500, second ? TOO_LONG : "{}");
        });
        assertThat(gateway.call(chat("round", "Hi", "")).statusCode()).isEqualTo(502);
        assertThat(provider.received().stream()
                        .map(each -> each.body().path("model").asString())
                        .toList())
                .containsExactly("round-1", "round-2", "round-3");
    }

    @Test
    void doesNotMultiplyAnOutageByItsRetries() {
        List<String> routes = List.of("outage-1", "outage-2", "outage-3");
        routes.forEach(
                route -> gateway.route(route, "[" + variant("a", "fake", "outage-m", 1) + "]", ", \"retries\": 5"));
        provider.plays((_, connection) -> connection.json(429, "{}", "retry-after-ms: 1"));
        int calls = 12;
        for (int call = 0; call < calls; call++) {
            gateway.call(chat(routes.get(call % 3), "Hi", ""));
        }
        assertThat(provider.received().size())
                .as("ten in reserve and a fifth of the calls, not five for each")
                .isBetween(calls + 10, calls + 13);
        assertThat(health("outage-1").path("retriesLeft").asInt()).isZero();
    }

    @Test
    void limitsTheTimeToTheFirstTokenAndNotTheStreamAfterIt() {
        gateway.route("prompt", "[" + variant("a", "fake", "prompt-m", 1) + "]", """
                , "timeLimits": {"firstTokenMs": 1200}, "fallbacks": [{"provider": "fake", "model": "prompt-spare"}]""");
        provider.plays((request, connection) -> {
            connection.beginStream();
            if (request.body().path("model").asString().equals("prompt-m")) {
                connection.seesHangUp(30_000);
                return;
            }
            connection.delta("Slow");
            connection.seesHangUp(1_500);
            connection.delta(" but sure.");
            connection.finish("stop");
            connection.done();
        });
        HttpResponse<String> answer = gateway.call(chat("prompt", "Hi", ", \"stream\": true"));
        assertThat(RunningGateway.said(RunningGateway.events(answer.body()), 0)).isEqualTo("Slow but sure.");
        JsonNode attempts = gateway.event(answer).at("/attributes/routing/attempts");
        assertThat(attempts.at("/0/outcome").asString()).isEqualTo("provider_timeout");
        assertThat(health("prompt").path("lastFailure").asString()).isEqualTo("timeout");
    }

    @Test
    void shedsWhatAProviderHasNoPlaceFor() throws InterruptedException {
        gateway.send("PUT", "/api/v1/providers/narrow", gateway.admin(), """
                {"kind": "openai", "baseUrl": "%s", "limits": {"concurrency": 1, "maxWaitMs": 50}}""".formatted(provider.url()));
        gateway.route("narrow", "[" + variant("a", "narrow", "narrow-m", 1) + "]", "");
        CountDownLatch held = new CountDownLatch(1);
        provider.plays((_, connection) -> {
            try {
                assertThat(held.await(20, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            connection.json(200, ScriptedProvider.answer("Done."));
        });
        CompletableFuture<HttpResponse<String>> first =
                CompletableFuture.supplyAsync(() -> gateway.call(chat("narrow", "Hi", "")));
        await("the place is taken")
                .until(() -> health("narrow").path("inFlight").asInt() == 1);
        HttpResponse<String> shed = gateway.call(chat("narrow", "Hi", ""));
        assertThat(shed.statusCode()).isEqualTo(503);
        assertThat(json(shed).at("/error/code").asString()).isEqualTo("overloaded");
        assertThat(shed.headers().firstValue("retry-after")).hasValue("1");
        held.countDown();
        assertThat(content(first.join())).isEqualTo("Done.");
        assertThat(content(gateway.call(chat("narrow", "Hi", "")))).isEqualTo("Done.");
        await("the place is free").until(() -> health("narrow").path("inFlight").asInt() == 0);
        assertThat(gateway.send("GET", "/api/v1/providers/narrow", gateway.admin(), "")
                        .body())
                .contains("\"concurrency\":1");
    }

    @Test
    void showsHowEachTargetIs() {
        String variants = "[" + variant("a", "fake", "watched-m", 1) + "]";
        String fallback = """
                , "fallbacksBy": {"timeout": [{"provider": "fake", "model": "watched-spare"}]}""";
        gateway.route("watched", variants, fallback);
        provider.plays((_, connection) -> connection.json(500, "{}"));
        for (int call = 0; call < 10; call++) {
            gateway.call(chat("watched", "Hi", ""));
        }
        gateway.route("watched", variants, fallback + """
                , "shadow": {"target": {"provider": "fake", "model": "watched-shadow"}, "share": 0.5}""");
        JsonNode targets = json(gateway.send("GET", "/api/v1/routes/watched/health", gateway.engineer(), ""))
                .path("targets");
        JsonNode own = targets.get(0);
        assertThat(own.path("state").asString()).isEqualTo("OPEN");
        assertThat(own.path("errorShare").asDouble()).isEqualTo(1);
        assertThat(own.path("lastFailure").asString()).isEqualTo("error");
        assertThat(own.path("retryAt").asString())
                .isGreaterThan(own.path("lastFailureAt").asString());
        assertThat(own.path("inFlight").asInt()).isZero();
        assertThat(targets.get(1).path("use").asString()).isEqualTo("timeout");
        assertThat(targets.get(2).path("use").asString()).isEqualTo("shadow");
    }

    private JsonNode health(String route) {
        return json(gateway.send("GET", "/api/v1/routes/" + route + "/health", gateway.engineer(), ""))
                .at("/targets/0");
    }
}
