package io.plumbline.gateway;

import static io.plumbline.gateway.RunningGateway.chat;
import static io.plumbline.gateway.RunningGateway.content;
import static io.plumbline.gateway.RunningGateway.json;
import static io.plumbline.gateway.RunningGateway.variant;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What is charged for an answer that another model's takes the place of. The strict model counts 7 and 2,
/// the laxer one 10 and 5.
class DiscardedAnswersIT extends BudgetTests {

    private static final String LAXER = """
            , "fallbacksBy": {"contentPolicy": [{"provider": "fake", "model": "sim-laxer"}]}""";

    private static final String FILTERED = """
            {"id":"c1","choices":[{"index":0,"message":{"role":"assistant","content":""},\
            "finish_reason":"content_filter"}],"usage":{"prompt_tokens":7,"completion_tokens":2}}""";

    DiscardedAnswersIT(RunningGateway gateway, ScriptedProvider provider) {
        super(gateway, provider);
    }

    @BeforeEach
    void strictFirst() {
        gateway.route(ROUTE, "[" + variant("v", "fake", "sim-strict", 1) + "]", LAXER);
        provider.plays(DiscardedAnswersIT::play);
    }

    private static void play(ScriptedProvider.Received request, ScriptedProvider.Connection connection)
            throws IOException {
        boolean strict = request.body().path("model").asString().equals("sim-strict");
        connection.json(200, strict ? FILTERED : ScriptedProvider.answer("Gladly."));
    }

    @Test
    void areChargedToTheBudgetsOfTheModelThatGaveThem() {
        put("strict", scope("model", "sim-strict"), "1", "MONTH", "REJECT");
        put("laxer", scope("model", "sim-laxer"), "1", "MONTH", "REJECT");
        put("strict-told", scope("model", "sim-strict"), "1", "MONTH", "ALERT");
        put("both", scope("route", ROUTE), "1", "MONTH", "REJECT");
        HttpResponse<String> answer = gateway.call(chat(ROUTE, "Hi", ", \"max_tokens\": 10"));
        assertThat(content(answer)).isEqualTo("Gladly.");
        awaitSpent("both", "0.00000675");
        awaitSpent("strict", "0.00000225");
        awaitSpent("strict-told", "0.00000225");
        awaitSpent("laxer", "0.0000045");
        assertThat(answer.headers().firstValue("x-plumbline-cost-usd")).contains("0.00000675");
    }

    @Test
    void areBookedUnderTheModelThatGaveThemAndAddUpInTheAnswer() {
        String route = "discarded-usage";
        gateway.route(route, "[" + variant("v", "fake", "sim-strict", 1) + "]", LAXER);
        HttpResponse<String> answer = gateway.call(chat(route, "Hi", ""));
        assertThat(json(answer).at("/usage/prompt_tokens").asInt()).isEqualTo(17);
        assertThat(json(answer).at("/usage/completion_tokens").asInt()).isEqualTo(7);
        JsonNode attributes = gateway.event(answer).path("attributes");
        assertThat(attributes.path("inputTokens").asInt()).isEqualTo(17);
        assertThat(attributes.path("outputTokens").asInt()).isEqualTo(7);
        assertThat(attributes.path("costUsd").decimalValue()).isEqualByComparingTo("0.00000675");
        assertThat(attributes.at("/routing/models")).isEqualTo(RunningGateway.JSON.readTree("""
                [{"model": "sim-laxer", "inputTokens": 10, "outputTokens": 5, "costUsd": 0.0000045},
                 {"model": "sim-strict", "inputTokens": 7, "outputTokens": 2, "costUsd": 0.00000225}]"""));
        JsonNode byModel = usage("model", route);
        assertThat(byModel).hasSize(2);
        assertUsed(byModel.get(0), "sim-laxer", 10, 5, "0.0000045");
        assertUsed(byModel.get(1), "sim-strict", 7, 2, "0.00000225");
        JsonNode all = usage("route", route);
        assertThat(all).hasSize(1);
        assertUsed(all.get(0), "", 17, 7, "0.00000675");
    }

    private JsonNode usage(String groupBy, String route) {
        String query = "/api/v1/usage?groupBy=" + groupBy + "&route=" + route;
        return json(gateway.send("GET", query, gateway.engineer(), "")).path("items");
    }

    private static void assertUsed(JsonNode sum, String model, int input, int output, String costUsd) {
        assertThat(sum.path("model").asString("")).isEqualTo(model);
        assertThat(sum.path("calls").asInt()).isOne();
        assertThat(sum.path("inputTokens").asInt()).isEqualTo(input);
        assertThat(sum.path("outputTokens").asInt()).isEqualTo(output);
        assertThat(sum.path("costUsd").decimalValue()).isEqualByComparingTo(costUsd);
        assertThat(sum.path("unpricedCalls").asInt()).isZero();
    }

    @Test
    void addUpInStreamsToo() {
        provider.plays((request, connection) -> {
            boolean strict = request.body().path("model").asString().equals("sim-strict");
            connection.beginStream();
            if (!strict) {
                connection.delta("Gladly.");
            }
            connection.finish(strict ? "content_filter" : "stop");
            connection.usage(strict ? 7 : 10, strict ? 2 : 5);
            connection.done();
        });
        HttpResponse<String> answer =
                gateway.call(chat(ROUTE, "Hi", ", \"stream\": true, \"stream_options\": {\"include_usage\": true}"));
        assertThat(answer.body()).contains("Gladly.", ScriptedProvider.usageOf(17, 7));
        assertThat(gateway.event(answer).at("/attributes/inputTokens").asInt()).isEqualTo(17);
    }

    @Test
    void areChargedWhenNobodyAnswersInTheEnd() {
        provider.plays((request, connection) -> {
            if (request.body().path("model").asString().equals("sim-strict")) {
                connection.json(200, FILTERED);
            } else {
                connection.json(400, "{\"error\": {\"message\": \"no\"}}");
            }
        });
        put("strict", scope("model", "sim-strict"), "1", "MONTH", "REJECT");
        put("laxer", scope("model", "sim-laxer"), "1", "MONTH", "REJECT");
        assertThat(gateway.call(chat(ROUTE, "Hi", ", \"max_tokens\": 10")).statusCode())
                .isEqualTo(400);
        awaitSpent("strict", "0.00000225");
        awaitSpent("laxer", "0");
    }

    /// When one of the laxer does not answer, the next of them is asked.
    @Test
    void areFollowedByNobodyForWhomNoRoomWasKept() {
        gateway.route(ROUTE, "[" + variant("v", "fake", "sim-strict", 1) + "]", """
                , "fallbacks": [{"provider": "fake", "model": "sim-strict-too"}],
                "fallbacksBy": {"contentPolicy": [{"provider": "fake", "model": "sim-broken"},
                                                  {"provider": "fake", "model": "sim-laxer"}]}""");
        provider.plays((request, connection) -> {
            switch (request.body().path("model").asString()) {
                case "sim-broken" -> connection.json(500, "{}");
                case "sim-laxer" -> connection.json(200, ScriptedProvider.answer("Gladly."));
                default -> connection.json(200, FILTERED);
            }
        });
        put("both", scope("route", ROUTE), "1", "MONTH", "REJECT");
        put("strict-too", scope("model", "sim-strict-too"), "1", "MONTH", "REJECT");
        assertThat(content(gateway.call(chat(ROUTE, "Hi", ", \"max_tokens\": 10"))))
                .isEqualTo("Gladly.");
        assertThat(provider.received())
                .extracting(request -> request.body().path("model").asString())
                .containsSubsequence("sim-strict", "sim-broken", "sim-laxer")
                .doesNotContain("sim-strict-too");
        awaitSpent("both", "0.00000675");
        awaitSpent("strict-too", "0");
    }

    @Test
    void needRoomInTheBudgetOfAModelThatMayTakeTheirPlace() {
        put("laxer", scope("model", "sim-laxer"), "0.000001", "MONTH", "REJECT");
        assertThat(gateway.call(chat(ROUTE, "Hi", ", \"max_tokens\": 10")).statusCode())
                .isEqualTo(429);
    }
}
