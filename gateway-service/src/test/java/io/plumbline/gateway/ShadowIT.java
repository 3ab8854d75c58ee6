package io.plumbline.gateway;

import static io.plumbline.gateway.RunningGateway.chat;
import static io.plumbline.gateway.RunningGateway.content;
import static io.plumbline.gateway.RunningGateway.json;
import static io.plumbline.gateway.RunningGateway.variant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/// How calls are mirrored.
@ExtendWith(SharedGateway.class)
class ShadowIT {

    private final RunningGateway gateway;
    private final ScriptedProvider provider;

    ShadowIT(RunningGateway gateway, ScriptedProvider provider) {
        this.gateway = gateway;
        this.provider = provider;
    }

    @Test
    void sendsWhatIsGuardedToAnotherAndTellsNobodyWhatItSays() {
        shadow("mirrored", 1);
        provider.plays((request, connection) -> {
            String model = request.body().path("model").asString();
            connection.json(200, ScriptedProvider.answer(model));
        });
        HttpResponse<String> answer = gateway.call(chat("mirrored", "I am jane.roe@example.com", ""));
        assertThat(content(answer)).isEqualTo("mirrored-m");
        await("both are asked").until(() -> provider.received().size() == 2);
        List<String> texts = provider.received().stream()
                .map(ScriptedProvider.Received::text)
                .toList();
        assertThat(texts).noneMatch(text -> text.contains("jane.roe"));
        JsonNode mirrored = eventOf("mirrored");
        assertThat(mirrored.at("/attributes/upstreamModel").asString()).isEqualTo("sim-mirrored-shadow");
        assertThat(mirrored.at("/attributes/costUsd").asDouble()).isPositive();
        assertThat(mirrored.path("id").asString()).isNotEqualTo(RunningGateway.callId(answer));
        assertThat(gateway.event(answer).at("/attributes/purpose").asString()).isEqualTo("production");
    }

    /// The guards take the name out of what both are sent.
    @Test
    void costsTheUserWhoseCallItIs() {
        gateway.route("of-jane", "[" + variant("only", "fake", "sim-jane", 1) + "]", """
                , "shadow": {"target": {"provider": "fake", "model": "sim-jane-shadow"}, "share": 1}""");
        gateway.send("PUT", "/api/v1/budgets/janes", gateway.admin(), """
                {"scope": {"route": "of-jane", "user": "jane.roe@example.com"}, "amountUsd": 1, "period": "DAY",
                 "action": "REJECT"}""");
        HttpResponse<String> answer = gateway.call(chat("of-jane", "Hi", ", \"user\": \"jane.roe@example.com\""));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        await("both are paid from it")
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(json(gateway.send("GET", "/api/v1/budgets/janes", gateway.admin(), ""))
                                .path("spentUsd")
                                .decimalValue())
                        .isEqualByComparingTo("0.000009"));
        assertThat(provider.received())
                .hasSize(2)
                .noneMatch(request -> request.text().contains("jane.roe"));
        gateway.send("DELETE", "/api/v1/budgets/janes", gateway.admin(), "");
    }

    @Test
    void keepsNobodyWaiting() throws InterruptedException {
        shadow("patient", 1);
        CountDownLatch answered = new CountDownLatch(1);
        provider.plays((request, connection) -> {
            if (request.body().path("model").asString().contains("shadow")) {
                assertThat(request.body().has("stream")).isFalse();
                try {
                    assertThat(answered.await(20, TimeUnit.SECONDS)).isTrue();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                connection.json(500, "{}");
                return;
            }
            connection.beginStream();
            connection.delta("Mine.");
            connection.finish("stop");
            connection.done();
        });
        HttpResponse<String> answer = gateway.call(chat("patient", "Hi", ", \"stream\": true"));
        answered.countDown();
        assertThat(RunningGateway.said(RunningGateway.events(answer.body()), 0)).isEqualTo("Mine.");
        assertThat(eventOf("patient").at("/attributes/errorType").asString()).isEqualTo("provider_error");
    }

    /// Anthropic's models give one choice.
    @Test
    void dropsWhatTheTargetCannotBeAsked() {
        gateway.route("unaskable", "[" + variant("only", "fake", "sim-unaskable", 1) + "]", """
                , "shadow": {"target": {"provider": "claude", "model": "claude-sonnet-4-5"}, "share": 1}""");
        gateway.send("PUT", "/api/v1/budgets/unaskable", gateway.admin(), """
                {"scope": {"route": "unaskable"}, "amountUsd": 1, "period": "DAY", "action": "REJECT"}""");
        double dropped = counted("dropped");
        double failed = counted("failed");
        HttpResponse<String> answer = gateway.call(chat("unaskable", "Hi", ", \"n\": 2, \"max_tokens\": 100"));
        assertThat(answer.statusCode()).isEqualTo(200);
        await("it is dropped").until(() -> counted("dropped") == dropped + 1);
        assertThat(counted("failed")).isEqualTo(failed);
        gateway.event(answer);
        await("only what was answered is charged")
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(RunningGateway.json(
                                        gateway.send("GET", "/api/v1/budgets/unaskable", gateway.admin(), ""))
                                .path("spentUsd")
                                .decimalValue())
                        .isEqualByComparingTo("0.0000045"));
        assertThat(provider.received()).hasSize(1);
        gateway.send("DELETE", "/api/v1/budgets/unaskable", gateway.admin(), "");
    }

    private double counted(String outcome) {
        return gateway.service()
                .bean(MeterRegistry.class)
                .get("plumbline.gateway.shadow")
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    @Test
    void mirrorsNoCallForEvaluation() {
        shadow("unmirrored", 1);
        gateway.send(
                "POST",
                "/v1/chat/completions",
                gateway.engineer(),
                chat("unmirrored", "Hi", ", \"plumbline\": {\"purpose\": \"evaluation\"}"));
        gateway.call(chat("unmirrored@only", "Hi", ""));
        await("the mirrored one").until(() -> provider.received().size() >= 3);
        assertThat(provider.received()).hasSize(3);
    }

    private void shadow(String route, int share) {
        gateway.route(route, "[" + variant("only", "fake", route + "-m", 1) + "]", """
                , "shadow": {"target": {"provider": "fake", "model": "sim-%s-shadow"}, "share": %d}""".formatted(route, share));
    }

    private JsonNode eventOf(String route) {
        return await("the event of the mirrored call")
                .until(
                        () -> gateway.database()
                                .sql("""
                                        select convert_from(canonical, 'UTF8') from audit.event
                                        where resource_id = ? and audit.parse(canonical) #>> '{attributes,purpose}' = 'shadow'""")
                                .param(route)
                                .query(String.class)
                                .optional(),
                        Optional::isPresent)
                .map(RunningGateway.JSON::readTree)
                .orElseThrow();
    }
}
