package io.plumbline.gateway;

import static io.plumbline.gateway.RunningGateway.TEAM;
import static io.plumbline.gateway.RunningGateway.chat;
import static io.plumbline.gateway.RunningGateway.content;
import static io.plumbline.gateway.RunningGateway.json;
import static io.plumbline.gateway.RunningGateway.variant;
import static io.plumbline.gateway.StreamTests.awaitQuietly;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.kit.security.Role;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Who gets an answer again, and who must not. The provider counts its answers, so each that it gives is another.
@ExtendWith(SharedGateway.class)
class CachedAnswersIT {

    private static final String LONG = "A long answer. ".repeat(7_000);
    private static final String USER = ", \"user\": \"customer-1\"";

    private final RunningGateway gateway;
    private final ScriptedProvider provider;
    private final AtomicInteger answers = new AtomicInteger();

    CachedAnswersIT(RunningGateway gateway, ScriptedProvider provider) {
        this.gateway = gateway;
        this.provider = provider;
    }

    @BeforeEach
    void count() {
        provider.plays((request, connection) -> {
            String answer = "Answer " + answers.incrementAndGet() + ".";
            if (!request.body().path("stream").asBoolean(false)) {
                connection.json(200, ScriptedProvider.answer(answer));
                return;
            }
            connection.beginStream();
            connection.delta(answer.substring(0, 3));
            connection.delta(answer.substring(3));
            connection.finish("stop");
            connection.usage(10, 5);
            connection.done();
        });
    }

    @Test
    void givesTheSameAnswerToTheSameCallAndCountsWhatItSaves() {
        route("saving", "\"scope\": \"user\"");
        HttpResponse<String> first = gateway.call(chat("saving", "Hi", USER));
        assertThat(cacheOf(first)).isEqualTo("miss");
        HttpResponse<String> second = gateway.call(chat("saving", "Hi", USER));
        assertThat(cacheOf(second)).isEqualTo("hit");
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.headers().firstValue("content-type"))
                .isEqualTo(first.headers().firstValue("content-type"));
        assertThat(second.headers().firstValue("x-plumbline-cost-usd")).hasValue("0");
        assertThat(provider.received()).hasSize(1);
        JsonNode attributes = gateway.event(second).path("attributes");
        assertThat(attributes.path("costUsd").asDouble()).isZero();
        assertThat(attributes.path("inputTokens").asInt()).isZero();
        assertThat(attributes.at("/routing/cache").asString()).isEqualTo("hit");
        assertThat(attributes.at("/routing/savedUsd").asDouble())
                .isEqualTo(gateway.event(first).at("/attributes/costUsd").asDouble())
                .isPositive();
        JsonNode usage = json(gateway.send("GET", "/api/v1/usage?groupBy=route&route=saving", gateway.engineer(), ""))
                .at("/items/0");
        assertThat(usage.path("calls").asInt()).isEqualTo(2);
        assertThat(usage.path("savedUsd").asDouble())
                .isEqualTo(usage.path("costUsd").asDouble())
                .isPositive();
    }

    @Test
    void givesAStreamAgainAsAStream() {
        route("streaming", "\"scope\": \"team\"");
        String body = chat("streaming", "Hi", ", \"stream\": true");
        HttpResponse<String> first = gateway.call(body);
        HttpResponse<String> second = gateway.call(body);
        assertThat(cacheOf(second)).isEqualTo("hit");
        assertThat(second.body()).isEqualTo(first.body()).endsWith("data: [DONE]\n\n");
        assertThat(second.headers().firstValue("content-type"))
                .isEqualTo(first.headers().firstValue("content-type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
        assertThat(cacheOf(gateway.call(chat("streaming", "Hi", ""))))
                .as("in one piece")
                .isEqualTo("miss");
    }

    /// It goes out in many pieces.
    @Test
    void givesALongAnswerAgainAsAWhole() {
        unguarded("long");
        provider.plays((_, connection) -> connection.json(200, ScriptedProvider.answer(LONG)));
        HttpResponse<String> first = gateway.call(chat("long", "Hi", ""));
        HttpResponse<String> second = gateway.call(chat("long", "Hi", ""));
        assertThat(cacheOf(second)).isEqualTo("hit");
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(content(second)).isEqualTo(LONG);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ", \"stream\": true"})
    void keepsNothingOfAnAnswerThatIsTooLong(String more) {
        unguarded("too-long");
        String tooLong = LONG.repeat(12);
        provider.plays((request, connection) -> {
            if (more.isEmpty()) {
                connection.json(200, ScriptedProvider.answer(tooLong));
                return;
            }
            connection.beginStream();
            for (int i = 0; i < 12; i++) {
                connection.delta(LONG);
            }
            connection.finish("stop");
            connection.done();
        });
        String body = chat("too-long", "Hi", more);
        HttpResponse<String> first = gateway.call(body);
        assertThat(first.body()).hasSizeGreaterThan(1_048_576);
        HttpResponse<String> second = gateway.call(body);
        assertThat(cacheOf(second)).isEqualTo("miss");
        assertThat(second.body()).isEqualTo(first.body());
    }

    /// The call goes on after the end of its stream, until the provider's connection is free.
    @Test
    void givesAStreamAgainToWhoAsksAtItsEnd() throws IOException {
        route("lingering", "\"scope\": \"team\"");
        CountDownLatch asked = new CountDownLatch(1);
        provider.plays((_, connection) -> {
            connection.beginStream();
            connection.delta("Well.");
            connection.finish("stop");
            connection.event("[DONE]");
            awaitQuietly(asked);
            connection.raw("0\r\n\r\n");
        });
        String body = chat("lingering", "Hi", ", \"stream\": true");
        try (BufferedReader first = new BufferedReader(new InputStreamReader(
                gateway.open("/v1/chat/completions", gateway.application(), body)
                        .body(),
                StandardCharsets.UTF_8))) {
            String line = first.readLine();
            while (line != null && !line.equals("data: [DONE]")) {
                line = first.readLine();
            }
            HttpResponse<String> second = gateway.call(body);
            asked.countDown();
            assertThat(cacheOf(second)).isEqualTo("hit");
            assertThat(second.body()).contains("Well.").endsWith("data: [DONE]\n\n");
        } finally {
            asked.countDown();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ", \"user\": \"customer-2\"",
                ", \"user\": \"customer-1\", \"temperature\": 0.5",
                ", \"user\": \"customer-1\", \"seed\": 7",
                ", \"user\": \"customer-1\", \"unknown\": [1]",
                ", \"user\": \"customer-1\", \"plumbline\": {\"subject\": \"somebody\"}"
            })
    void givesItToNoOtherCall(String more) {
        route("strict", "\"scope\": \"user\"");
        gateway.call(chat("strict", "Hi", USER));
        HttpResponse<String> other = gateway.call(chat("strict", "Hi", more));
        assertThat(cacheOf(other)).isNotEqualTo("hit");
        assertThat(content(other)).isEqualTo("Answer " + answers.get() + ".");
        assertThat(cacheOf(gateway.call(chat("strict", "Hi" + "!".repeat(more.length()), USER))))
                .isEqualTo("miss");
    }

    @Test
    void crossesNoCredentialButInTheScopeOfATeam() {
        String other = key();
        for (String scope : new String[] {"user", "key", "team"}) {
            String route = "scoped-" + scope;
            route(route, "\"scope\": \"" + scope + "\"");
            gateway.call(chat(route, "Hi", USER));
            assertThat(cacheOf(as(other, chat(route, "Hi", USER))))
                    .as(scope)
                    .isEqualTo(scope.equals("team") ? "hit" : "miss");
        }
    }

    @Test
    void takesNoKeyForAUser() {
        route("nameless", "\"scope\": \"user\"");
        String key = key();
        assertThat(cacheOf(as(key, chat("nameless", "Hi", "")))).isEqualTo("bypass");
        assertThat(cacheOf(as(key, chat("nameless", "Hi", "")))).isEqualTo("bypass");
        assertThat(provider.received()).hasSize(2);
    }

    /// Two roles of one team may be under different rules of one policy.
    @Test
    void crossesNoRole() {
        route("of-roles", "\"scope\": \"team\"");
        gateway.call(chat("of-roles", "Hi", ""));
        assertThat(cacheOf(as(gateway.engineer(), chat("of-roles", "Hi", "")))).isEqualTo("miss");
    }

    @Test
    void crossesNoTeam() {
        String stranger = gateway.service().governance().userToken("team-c", Role.ML_ENGINEER);
        route("ours", "\"scope\": \"team\"");
        gateway.call(chat("ours", "Hi", ""));
        gateway.send("PUT", "/api/v1/routes/theirs", stranger, """
                {"environment": "DEVELOPMENT", "cache": {"ttlSeconds": 60, "scope": "team"},
                 "variants": [%s]}""".formatted(variant("only", "fake", "sim-cached", 1)));
        assertThat(as(stranger, chat("ours", "Hi", "")).statusCode()).isEqualTo(404);
        assertThat(cacheOf(as(stranger, chat("theirs", "Hi", "")))).isEqualTo("miss");
    }

    @Test
    void crossesNoVersionOfAPolicy() {
        policy(1);
        gateway.route("policed", "[" + variant("only", "fake", "sim-cached", 1) + "]", """
                , "policy": "cached-policy", "cache": {"ttlSeconds": 60, "scope": "team"}""");
        gateway.call(chat("policed", "Hi", ""));
        assertThat(cacheOf(gateway.call(chat("policed", "Hi", "")))).isEqualTo("hit");
        policy(2);
        await("the next version is in force")
                .untilAsserted(() -> assertThat(
                                gateway.event(gateway.call(chat("policed", "Wait " + System.nanoTime(), "")))
                                        .at("/attributes/policy")
                                        .asString())
                        .isEqualTo("cached-policy@2"));
        assertThat(cacheOf(gateway.call(chat("policed", "Hi", "")))).isEqualTo("miss");
    }

    private void policy(int version) {
        Policies.publish(gateway, "cached-policy", version, null, """
                {"stages": {"input": {"pii": {"action": "redact"}}, "output": {"secret": {"action": "redact"}}}}""");
    }

    @Test
    void crossesNoVersionOfAModelOrAPrompt() {
        gateway.registry().versions(TEAM, "cached-model", "fake", true, true);
        gateway.registry().prompt(TEAM, "cached-prompt", 2);
        for (String[] each : new String[][] {{"1", "1"}, {"1", "2"}, {"2", "2"}}) {
            gateway.route("versioned", """
                    [{"name": "only", "weight": 1, "prompt": "cached-prompt@%s",
                      "target": {"model": "cached-model", "version": %s}}]""".formatted(each[1], each[0]), """
                    , "cache": {"ttlSeconds": 60, "scope": "team"}""");
            assertThat(cacheOf(gateway.call(chat("versioned", "Hi", ""))))
                    .as(String.join("/", each))
                    .isEqualTo("miss");
        }
        assertThat(cacheOf(gateway.call(chat("versioned", "Hi", "")))).isEqualTo("hit");
    }

    @Test
    void keepsNothingInWhichValuesAreHidden() {
        route("hidden", "\"scope\": \"team\"");
        String body = chat("hidden", "I am jane.roe@example.com", "");
        assertThat(cacheOf(gateway.call(body))).isEqualTo("bypass");
        assertThat(cacheOf(gateway.call(body))).isEqualTo("bypass");
    }

    @Test
    void keepsNoErrorAndNothingThatWasStopped() {
        route("unwell", "\"scope\": \"team\"");
        provider.plays((_, connection) -> connection.json(500, "{}"));
        gateway.call(chat("unwell", "Hi", ""));
        provider.plays((_, connection) ->
                connection.json(200, ScriptedProvider.answer("x").replace("\"stop\"", "\"content_filter\"")));
        assertThat(cacheOf(gateway.call(chat("unwell", "Hi", "")))).isEqualTo("miss");
        count();
        assertThat(cacheOf(gateway.call(chat("unwell", "Hi", "")))).isEqualTo("miss");
        assertThat(cacheOf(gateway.call(chat("unwell", "Hi", "")))).isEqualTo("hit");
    }

    @Test
    void keepsNoAnswerOfAFallback() {
        gateway.route("stand-in", "[" + variant("only", "fake", "stand-in-m", 1) + "]", """
                , "fallbacks": [{"provider": "fake", "model": "stand-in-spare"}],
                "cache": {"ttlSeconds": 60, "scope": "team"}""");
        provider.plays((request, connection) -> {
            boolean own = request.body().path("model").asString().equals("stand-in-m");
            connection.json(own ? 500 : 200, own ? "{}" : ScriptedProvider.answer("Spare."));
        });
        gateway.call(chat("stand-in", "Hi", ""));
        assertThat(cacheOf(gateway.call(chat("stand-in", "Hi", "")))).isEqualTo("miss");
    }

    @Test
    void leavesToolsEvaluationAndWhoeverWantsAFreshAnswerAlone() {
        String tools = """
                , "tools": [{"type": "function", "function": {"name": "pay", "parameters": {"type": "object"}}}]""";
        route("careful", "\"scope\": \"team\"");
        route("careless", "\"scope\": \"team\", \"tools\": true");
        assertThat(cacheOf(gateway.call(chat("careful", "Hi", tools)))).isEqualTo("bypass");
        gateway.call(chat("careless", "Hi", tools));
        assertThat(cacheOf(gateway.call(chat("careless", "Hi", tools)))).isEqualTo("hit");
        String evaluation = chat("careful", "Hi", ", \"plumbline\": {\"purpose\": \"evaluation\"}");
        assertThat(cacheOf(as(gateway.engineer(), evaluation))).isEqualTo("bypass");
        assertThat(cacheOf(gateway.send(
                        "POST",
                        "/v1/chat/completions",
                        gateway.application(),
                        chat("careful", "Hi", ""),
                        "Cache-Control",
                        "no-cache")))
                .isEqualTo("bypass");
        assertThat(cacheOf(gateway.call(chat("careful", "Hi", "")))).isEqualTo("miss");
    }

    /// A key that the gateway has heard of.
    private String key() {
        String key = gateway.service().governance().apiKey(TEAM, Role.APPLICATION);
        await("the key is known")
                .until(() -> gateway.send("GET", "/v1/models", key, "").statusCode() == 200);
        return key;
    }

    private void route(String name, String terms) {
        gateway.route(name, "[" + variant("only", "fake", "sim-cached", 1) + "]", """
                , "cache": {"ttlSeconds": 60, %s}""".formatted(terms));
    }

    private void unguarded(String name) {
        Policies.publish(gateway, "blind", "{\"stages\": {}}");
        gateway.route(name, "[" + variant("only", "fake", "sim-cached", 1) + "]", """
                , "policy": "blind", "cache": {"ttlSeconds": 60, "scope": "team"}""");
    }

    private HttpResponse<String> as(String credential, String body) {
        return gateway.send("POST", "/v1/chat/completions", credential, body);
    }

    private static String cacheOf(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 502);
        return answer.headers().firstValue("x-plumbline-cache").orElse("none");
    }
}
