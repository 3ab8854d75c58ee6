package io.plumbline.gateway;

import static io.plumbline.gateway.RunningGateway.chat;
import static io.plumbline.gateway.RunningGateway.json;
import static io.plumbline.gateway.RunningGateway.message;
import static io.plumbline.gateway.RunningGateway.variant;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Service that costs more than the list says.
class ServiceTierIT extends BudgetTests {

    private static final String PRIORITY = ", \"service_tier\": \"priority\", \"max_tokens\": 100";
    private static final BigDecimal USUAL = new BigDecimal("0.0000045");

    ServiceTierIT(RunningGateway gateway, ScriptedProvider provider) {
        super(gateway, provider);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"priority\"", "\"flex\"", "\"\"", "true", "[\"auto\"]", "{}"})
    void isRefusedWhereItsPriceIsNotKnown(String tier) {
        HttpResponse<String> refused = call(", \"service_tier\": " + tier);
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
        assertThat(json(refused).at("/error/param").asString()).isEqualTo("service_tier");
        assertThat(provider.received()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"service_tier\": \"priority\"", "\"speed\": \"fast\""})
    void isRefusedOnAnthropicsSurfaceToo(String tier) {
        HttpResponse<String> refused = gateway.messages(message("claude", "Hi", ", " + tier));
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
        assertThat(json(refused).path("type").asString()).isEqualTo("error");
        assertThat(json(refused).at("/error/message").asString()).contains("price is not known");
        assertThat(provider.received()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"auto\"", "\"default\"", "null"})
    void isTheUsualOneWhereARequestSaysSo(String tier) {
        assertThat(call(", \"service_tier\": " + tier).statusCode()).isEqualTo(200);
    }

    /// A fallback without a price for it could serve it as well.
    @Test
    void needsAPriceAtEveryTarget() {
        gateway.route("half-tiered", "[" + variant("v", "fake", "sim-tiered", 1) + "]", """
                , "fallbacks": [{"provider": "fake", "model": "sim-m"}]""");
        assertThat(gateway.call(chat("half-tiered", "Hi", PRIORITY)).statusCode())
                .isEqualTo(400);
    }

    @Test
    void isChargedAsItWasAskedForOrServed() {
        gateway.route("tiered", "[" + variant("v", "fake", "sim-tiered", 1) + "]", "");
        assertCost(gateway.call(chat("tiered", "Hi", PRIORITY)), USUAL.multiply(BigDecimal.TWO));
        assertThat(provider.received().getLast().body().path("service_tier").asString())
                .isEqualTo("priority");
        assertCost(
                gateway.call(chat("tiered", "Hi", ", \"speed\": \"standard\"" + PRIORITY)),
                USUAL.multiply(BigDecimal.TWO));
        serves("default");
        assertCost(gateway.call(chat("tiered", "Hi", PRIORITY)), USUAL);
        serves("priority");
        assertCost(gateway.call(chat("tiered", "Hi", "")), USUAL.multiply(BigDecimal.TWO));
        serves("unheard-of");
        assertCost(gateway.call(chat("tiered", "Hi", "")), USUAL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"service_tier\": \"priority\"", "\"service_tier\": \"flex\"", "\"speed\": \"fast\""})
    void isLeftOutAndNotChargedWhereTheModelSpeaksAnotherLanguage(String tier) {
        String more = ", \"max_tokens\": 100, " + tier;
        gateway.route("tiered-claude", "[" + variant("v", "claude", "sim-tiered", 1) + "]", "");
        provider.plays((_, connection) -> connection.json(200, AnthropicScripts.answer("Hello.")));
        assertCost(gateway.call(chat("tiered-claude", "Hi", more)), USUAL);
        assertNoTier();
        gateway.route("tiered-chat", "[" + variant("v", "fake", "sim-tiered", 1) + "]", "");
        provider.plays((_, connection) -> connection.json(200, ScriptedProvider.answer("Hello.")));
        assertCost(gateway.messages(message("tiered-chat", "Hi", ", " + tier)), USUAL);
        assertNoTier();
    }

    private void assertNoTier() {
        assertThat(provider.received().getLast().body().has("service_tier")).isFalse();
        assertThat(provider.received().getLast().body().has("speed")).isFalse();
    }

    @Test
    void isChargedInStreams() {
        gateway.route("tiered-stream", "[" + variant("v", "fake", "sim-tiered", 1) + "]", "");
        provider.plays((_, connection) -> {
            connection.beginStream();
            connection.event(ScriptedProvider.delta("Hello.").replaceFirst("\\{", "{\"service_tier\":\"priority\","));
            connection.finish("stop");
            connection.usage(10, 5);
            connection.done();
        });
        HttpResponse<String> answer = gateway.call(chat("tiered-stream", "Hi", ", \"stream\": true"));
        assertThat(gateway.event(answer).at("/attributes/costUsd").decimalValue())
                .isEqualByComparingTo(USUAL.multiply(BigDecimal.TWO));
    }

    @Test
    void isReservedAtItsPrice() {
        gateway.route("tiered-room", "[" + variant("v", "fake", "sim-tiered", 1) + "]", "");
        put("room", scope("route", "tiered-room"), "0.0001", "MONTH", "REJECT");
        assertThat(gateway.call(chat("tiered-room", "Hi", PRIORITY)).statusCode())
                .as("60 millionths, twice")
                .isEqualTo(429);
        assertThat(gateway.call(chat("tiered-room", "Hi", ", \"speed\": \"auto\"" + PRIORITY))
                        .statusCode())
                .as("a usual speed hides no tier")
                .isEqualTo(429);
        assertThat(gateway.call(chat("tiered-room", "Hi", ", \"max_tokens\": 100"))
                        .statusCode())
                .isEqualTo(200);
    }

    private void serves(String tier) {
        provider.plays((_, connection) -> connection.json(
                200, ScriptedProvider.answer("Hello.").replaceFirst("\\{", "{\"service_tier\":\"" + tier + "\",")));
    }

    private void assertCost(HttpResponse<String> answer, BigDecimal usd) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(gateway.event(answer).at("/attributes/costUsd").decimalValue())
                .isEqualByComparingTo(usd);
    }
}
