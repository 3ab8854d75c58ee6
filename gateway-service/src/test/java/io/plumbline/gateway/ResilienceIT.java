package io.plumbline.gateway;

import static io.plumbline.gateway.RunningGateway.chat;
import static io.plumbline.gateway.RunningGateway.content;
import static io.plumbline.gateway.RunningGateway.events;
import static io.plumbline.gateway.RunningGateway.json;
import static io.plumbline.gateway.RunningGateway.said;
import static io.plumbline.gateway.RunningGateway.variant;
import static io.plumbline.gateway.RunningGateway.variantOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Each test uses model names of its own: breakers remember.
@ExtendWith(SharedGateway.class)
class ResilienceIT {

    private final RunningGateway gateway;
    private final ScriptedProvider provider;

    ResilienceIT(RunningGateway gateway, ScriptedProvider provider) {
        this.gateway = gateway;
        this.provider = provider;
    }

    @Test
    void triesAgainAsOftenAsTheRouteSaysAndWaitsAsTheProviderAsks() {
        gateway.route("retried", "[" + variant("a", "fake", "retried-m", 1) + "]", ", \"retries\": 2");
        AtomicInteger calls = new AtomicInteger();
        provider.plays((_, connection) -> {
            if (calls.incrementAndGet() == 1) {
                connection.json(429, "{}", "retry-after-ms: 400");
            } else if (calls.get() == 2) {
                connection.json(503, "{}");
            } else {
                connection.json(200, ScriptedProvider.answer("At last."));
            }
        });
        long start = System.nanoTime();
        HttpResponse<String> answer = gateway.call(chat("retried", "Hi", ""));
        assertThat(content(answer)).isEqualTo("At last.");
        assertThat((System.nanoTime() - start) / 1_000_000).isGreaterThan(400);
        JsonNode attributes = gateway.event(answer).path("attributes");
        assertThat(attributes.path("attempts").asInt()).isEqualTo(3);
        assertThat(attributes.path("faultDomain").asString()).isEqualTo("none");
        assertThat(attributes.has("fallback")).isFalse();
    }

    @Test
    void doesNotRepeatWhatTheProviderRefusesOnGoodGrounds() {
        gateway.route("refused", "[" + variant("a", "fake", "refused-m", 1) + "]", """
                , "retries": 3, "fallbacks": [{"provider": "fake", "model": "other"}]""");
        provider.plays((_, connection) -> connection.json(422, "{\"error\":{\"message\":\"no\"}}"));
        assertThat(gateway.call(chat("refused", "Hi", "")).statusCode()).isEqualTo(422);
        assertThat(provider.received()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 402, 403, 407})
    void keepsTheRefusalOfItsOwnCredentialToItself(int status) {
        gateway.route("locked", "[" + variant("a", "fake", "locked-m", 1) + "]", "");
        provider.plays((_, connection) ->
                connection.json(status, "{\"error\":{\"message\":\"Incorrect API key: sk-of-the-provider\"}}"));
        HttpResponse<String> answer = gateway.call(chat("locked", "Hi", ""));
        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(json(answer).at("/error/code").asString()).isEqualTo("provider_credential");
        assertThat(json(answer).at("/error/type").asString()).isEqualTo("api_error");
        assertThat(answer.body()).doesNotContain("sk-of-the-provider", "Incorrect");
        JsonNode attributes = gateway.event(answer).path("attributes");
        assertThat(attributes.path("errorType").asString()).isEqualTo("provider_credential");
        assertThat(attributes.path("faultDomain").asString()).isEqualTo("provider");
        assertThat(attributes.path("status").asInt()).isEqualTo(502);
    }

    @Test
    void passesOnNoRefusalThatIsNotJsonOrQuotesItsCredential() {
        gateway.route("odd", "[" + variant("a", "fake", "odd-m", 1) + "]", "");
        for (String body : new String[] {
            "<script>alert(1)</script>",
            "{\"error\":{\"message\":\"not for sk-of-the-provider\"}}",
            "{\"error\":{\"message\":\"not for \\u0073k-of-the-provider\"}}"
        }) {
            provider.plays((_, connection) -> connection.raw("HTTP/1.1 418 X\r\nContent-Type: text/html\r\n"
                    + "Content-Length: " + body.length() + "\r\n\r\n" + body));
            HttpResponse<String> answer = gateway.call(chat("odd", "Hi", ""));
            assertThat(answer.statusCode()).isEqualTo(418);
            assertThat(answer.headers().firstValue("content-type").orElseThrow())
                    .startsWith("application/json");
            assertThat(json(answer).at("/error/code").asString()).isEqualTo("provider_refused");
            assertThat(answer.body()).doesNotContain("script", "k-of-the-provider");
        }
        provider.plays((_, connection) -> connection.raw(
                "HTTP/1.1 400 X\r\nContent-Type: text/html\r\nContent-Length: 13\r\n\r\n{\"error\":\"x\"}"));
        HttpResponse<String> mislabelled = gateway.call(chat("odd", "Hi", ""));
        assertThat(mislabelled.statusCode()).isEqualTo(400);
        assertThat(mislabelled.body()).isEqualTo("{\"error\":\"x\"}");
        assertThat(mislabelled.headers().firstValue("content-type").orElseThrow())
                .startsWith("application/json");
    }

    @Test
    void fallsBackToTheNextTargetAndTheClientSeesOneAnswer() {
        gateway.route("fallen", "[" + variant("a", "fake", "fallen-m", 1) + "]", """
                , "fallbacks": [{"provider": "fake", "model": "spare-1"}, {"provider": "fake", "model": "spare-2"}]""");
        provider.plays((request, connection) -> {
            switch (request.body().path("model").asString()) {
                case "fallen-m" -> connection.json(500, "{}");
                case "spare-1" -> connection.cut();
                default -> connection.json(200, ScriptedProvider.answer("Spare."));
            }
        });
        HttpResponse<String> answer = gateway.call(chat("fallen", "Hi", ""));
        assertThat(content(answer)).isEqualTo("Spare.");
        JsonNode attributes = gateway.event(answer).path("attributes");
        assertThat(attributes.path("upstreamModel").asString()).isEqualTo("spare-2");
        assertThat(attributes.path("attempts").asInt()).isEqualTo(3);
        assertThat(attributes.path("fallback").asBoolean()).isTrue();
        assertThat(gateway.database()
                        .sql("select model from gateway.usage_entry where id = ?::uuid order by part")
                        .param(RunningGateway.callId(answer))
                        .query(String.class)
                        .list())
                .as("who answered, and who may have been at work when the connection broke off")
                .containsExactly("spare-2", "spare-1");
    }

    @Test
    void fallsBackFromASilentProviderAndFromOneThatIsNotThere() {
        gateway.provider("nowhere", "http://127.0.0.1:1/v1");
        gateway.route("silent", "[" + variant("a", "fake", "silent-m", 1) + "]", """
                , "fallbacks": [{"provider": "nowhere", "model": "x"}, {"provider": "fake", "model": "speaks"}],
                "timeLimits": {"attemptMs": 2000}""");
        provider.plays((request, connection) -> {
            if (request.body().path("model").asString().equals("silent-m")) {
                connection.seesHangUp(30_000);
            } else {
                connection.json(200, ScriptedProvider.answer("Here."));
            }
        });
        assertThat(content(gateway.call(chat("silent", "Hi", "")))).isEqualTo("Here.");
    }

    @Test
    void fallsBackInAStreamBeforeItsFirstChunkAndNeverAfter() {
        gateway.route("streamed", "[" + variant("a", "fake", "streamed-m", 1) + "]", """
                , "fallbacks": [{"provider": "fake", "model": "spare"}]""");
        provider.plays((request, connection) -> {
            connection.beginStream();
            if (request.body().path("model").asString().equals("streamed-m")) {
                connection.event("{\"error\":{\"message\":\"busy\"}}");
                connection.raw("0\r\n\r\n");
            } else {
                connection.delta("Spare.");
                connection.finish("stop");
                connection.done();
            }
        });
        HttpResponse<String> early = gateway.call(chat("streamed", "Hi", ", \"stream\": true"));
        assertThat(said(events(early.body()), 0)).isEqualTo("Spare.");
        assertThat(early.body()).doesNotContain("error");
        provider.reset();
        provider.plays((_, connection) -> {
            connection.beginStream();
            connection.delta("Half");
            connection.cut();
        });
        HttpResponse<String> late = gateway.call(chat("streamed", "Hi", ", \"stream\": true"));
        assertThat(said(events(late.body()), 0)).isEqualTo("Half");
        assertThat(provider.received()).hasSize(1);
    }

    @Test
    void saysWhatTheProviderDidWhenNoneAnswers() {
        gateway.route("failing", "[" + variant("a", "fake", "failing-m", 1) + "]", "");
        provider.plays((_, connection) -> connection.json(500, "{\"secret\": \"stack trace\"}"));
        HttpResponse<String> answer = gateway.call(chat("failing", "Hi", ""));
        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.body())
                .contains("provider_error", "(route failing, variant a): it answered 500. Try again")
                .doesNotContain("stack trace", "failing-m");
        assertThat(gateway.event(answer).at("/attributes/faultDomain").asString())
                .isEqualTo("provider");
        gateway.route("mute", "[" + variant("a", "fake", "mute-m", 1) + "]", ", \"timeLimits\": {\"attemptMs\": 1000}");
        provider.plays((_, connection) -> connection.seesHangUp(30_000));
        assertThat(json(gateway.call(chat("mute", "Hi", ""))).at("/error/code").asString())
                .isEqualTo("provider_timeout");
    }

    @Test
    void stopsCallingATargetThatKeepsFailingAndShowsIt() {
        gateway.route("broken", "[" + variant("a", "fake", "broken-m", 1) + "]", "");
        provider.plays((_, connection) -> connection.json(500, "{}"));
        for (int i = 0; i < 10; i++) {
            gateway.call(chat("broken", "Hi", ""));
        }
        provider.received().clear();
        HttpResponse<String> answer = gateway.call(chat("broken", "Hi", ""));
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(json(answer).at("/error/code").asString()).isEqualTo("provider_unavailable");
        assertThat(answer.headers().firstValue("retry-after")).hasValue("5");
        assertThat(provider.received()).isEmpty();
        JsonNode health = json(gateway.send("GET", "/api/v1/routes/broken/health", gateway.engineer(), ""));
        assertThat(health.at("/targets/0/state").asString()).isEqualTo("OPEN");
        assertThat(health.at("/targets/0/failures").asInt()).isEqualTo(10);
        assertThat(gateway.call(chat("support", "Hi", "")).statusCode())
                .as("other models of the provider")
                .isIn(200, 502);
    }

    @Test
    void followsNoRedirect() {
        try (ScriptedProvider inside = new ScriptedProvider()) {
            provider.plays(
                    (_, connection) -> connection.json(307, "{}", "Location: " + inside.url() + "/chat/completions"));
            gateway.route("redirected", "[" + variant("a", "fake", "redirected-m", 1) + "]", "");
            assertThat(gateway.call(chat("redirected", "Hi", "")).statusCode()).isEqualTo(502);
            assertThat(inside.received()).isEmpty();
        }
    }

    @Test
    void spreadsCallsByWeightAndKeepsAUserWhereTheyAre() {
        gateway.route(
                "split",
                "[" + variant("stable", "fake", "split-a", 80) + "," + variant("canary", "fake", "split-b", 20) + "]",
                "");
        int canary = 0;
        for (int user = 0; user < 300; user++) {
            HttpResponse<String> answer = gateway.call(chat("split", "Hi", ", \"user\": \"user-" + user + "\""));
            canary += variantOf(answer).equals("canary") ? 1 : 0;
        }
        assertThat(canary).as("within five standard deviations of 60").isBetween(26, 94);
        for (int user = 0; user < 5; user++) {
            String body = chat("split", "Hi", ", \"user\": \"user-" + user + "\"");
            assertThat(variantOf(gateway.call(body))).isEqualTo(variantOf(gateway.call(body)));
        }
    }
}
