package io.plumbline.gateway;

import static io.plumbline.gateway.RunningGateway.TEAM;
import static io.plumbline.gateway.RunningGateway.chat;
import static io.plumbline.gateway.RunningGateway.content;
import static io.plumbline.gateway.RunningGateway.events;
import static io.plumbline.gateway.RunningGateway.json;
import static io.plumbline.gateway.RunningGateway.message;
import static io.plumbline.gateway.RunningGateway.said;
import static io.plumbline.gateway.RunningGateway.variant;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Answers that have not the form that their request asks for are asked for once more.
class OutputRepairIT extends OutputFormTests {

    OutputRepairIT(RunningGateway gateway, ScriptedProvider provider) {
        super(gateway, provider);
    }

    @Test
    void tellsTheModelNothingOfTheSchemaThatTheGuardsHide() {
        says(BAD, GOOD);
        String schema = "{\"required\":[\"jane.roe@example.com\"]}";
        HttpResponse<String> answer = gateway.call(chat("formed", "Pay.", format(schema)));
        assertThat(provider.received()).as(answer.body()).hasSize(2);
        assertThat(provider.received().get(1).body().at("/messages/2/content").asString())
                .contains("must have the member [EMAIL_ADDRESS_");
        assertThat(provider.received().get(1).body().toString()).doesNotContain("jane.roe");
    }

    @Test
    void asksTheModelOnceMoreAndAccountsForBothAnswers() {
        says(BAD, GOOD);
        HttpResponse<String> answer = gateway.call(chat("formed", "Pay.", ASKED));
        assertThat(content(answer)).isEqualTo(GOOD);
        JsonNode again = provider.received().get(1).body();
        assertThat(again.at("/messages/0/content").asString()).isEqualTo("Pay.");
        assertThat(again.at("/messages/1").toString())
                .isEqualTo("{\"role\":\"assistant\",\"content\":" + RunningGateway.JSON.writeValueAsString(BAD) + "}");
        assertThat(again.at("/messages/2/role").asString()).isEqualTo("user");
        assertThat(again.at("/messages/2/content").asString()).contains("- /amount must be at least 0");
        assertThat(again.path("response_format").isObject()).isTrue();
        assertThat(json(answer).path("usage").toString())
                .as("what the client pays for")
                .isEqualTo(ScriptedProvider.usageOf(20, 10));
        JsonNode attributes = gateway.event(answer).path("attributes");
        assertThat(attributes.at("/routing").has("models")).isFalse();
        assertThat(attributes.path("inputTokens").asInt()).isEqualTo(20);
        assertThat(attributes.path("outputTokens").asInt()).isEqualTo(10);
        assertThat(attributes.path("costUsd").decimalValue()).isEqualByComparingTo("0.000009");
        assertThat(attributes.path("attempts").asInt()).isEqualTo(2);
        assertThat(attributes.at("/routing/attempts/0/outcome").asString()).isEqualTo("provider_off_schema");
        assertThat(attributes.at("/routing/attempts/1/outcome").asString()).isEqualTo("answered");
        assertThat(attributes.at("/findings/schema").asInt()).isOne();
    }

    @Test
    void givesAnErrorWhenTheSecondAnswerIsNoBetter() {
        says(BAD, "Sorry, no JSON today.");
        HttpResponse<String> answer = gateway.call(chat("formed", "Pay.", ASKED));
        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(json(answer).at("/error/code").asString()).isEqualTo("schema");
        assertThat(json(answer).at("/error/type").asString()).isEqualTo("api_error");
        assertThat(json(answer).at("/error/message").asString()).contains("must be a single JSON value");
        assertThat(answer.headers().firstValue("x-should-retry")).hasValue("false");
        assertThat(provider.received()).hasSize(2);
        JsonNode event = gateway.event(answer);
        assertThat(event.path("action").asString()).isEqualTo("gateway.call.failed");
        assertThat(event.at("/attributes/errorType").asString()).isEqualTo("provider_off_schema");
        assertThat(event.at("/attributes/inputTokens").asInt()).isEqualTo(20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"claude", "fake"})
    void doesTheSameInAnthropicsWords(String by) {
        String route = "formed-" + by;
        gateway.route(route, "[" + variant("a", by, "sim-form", 1) + "]", "");
        says(BAD, GOOD);
        HttpResponse<String> answer = gateway.messages(message(route, "Pay.", outputConfig(SCHEMA)));
        assertThat(json(answer).at("/content/0/text").asString())
                .as(answer.body())
                .isEqualTo(GOOD);
        assertThat(provider.received().get(1).text()).contains("/amount must be at least 0");
        assertThat(json(answer).at("/usage/input_tokens").asInt()).isEqualTo(20);
        assertThat(json(answer).at("/usage/output_tokens").asInt()).isEqualTo(10);
        assertThat(gateway.event(answer).at("/attributes/outputTokens").asInt()).isEqualTo(10);
        provider.received().clear();
        says(BAD, BAD);
        HttpResponse<String> refused = gateway.messages(message(
                route,
                "Pay.",
                outputConfig(SCHEMA)
                        .replace("output_config\": {\"format", "output_format")
                        .replaceFirst("}$", "")));
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(502);
        assertThat(json(refused).path("type").asString()).isEqualTo("error");
        assertThat(json(refused).at("/error/type").asString()).isEqualTo("api_error");
        assertThat(json(refused).at("/error/code").asString()).isEqualTo("schema");
        assertThat(refused.body()).doesNotContain("secret-7c");
        assertThat(refused.headers().firstValue("x-should-retry")).hasValue("false");
    }

    @Test
    void holdsAStreamWhereTheRouteSaysSoAndRepairsIt() {
        route("held", "{\"streams\": \"hold\"}");
        says(BAD, GOOD);
        HttpResponse<String> answer = gateway.call(chat("held", "Pay.", STREAM));
        assertThat(said(events(answer.body()), 0)).isEqualTo(GOOD);
        assertThat(events(answer.body()).getLast()).isEqualTo("[DONE]");
        assertThat(answer.body()).contains(ScriptedProvider.usageOf(20, 10)).doesNotContain("secret-7c");
        assertThat(gateway.event(answer).at("/attributes/inputTokens").asInt()).isEqualTo(20);
        provider.received().clear();
        says(BAD, BAD);
        HttpResponse<String> refused = gateway.call(chat("held", "Pay.", STREAM));
        assertThat(refused.statusCode()).isEqualTo(502);
        assertThat(json(refused).at("/error/code").asString()).isEqualTo("schema");
    }

    @Test
    void doesNotAskAgainForWhatThePolicyTakesOut() {
        Policies.publish(gateway, "form-redacting", """
                {"stages": {"output": {"pii": {"action": "redact"}}}}""");
        gateway.route(
                "form-redacted", "[" + variant("a", "fake", "sim-form", 1) + "]", ", \"policy\": \"form-redacting\"");
        String pattern = "{\"type\":\"object\",\"properties\":{\"to\":{\"pattern\":\"@\"}}}";
        says("{\"to\":\"jane.roe@example.com\"}", GOOD);
        Awaitility.await("the policy is in force").untilAsserted(() -> {
            provider.received().clear();
            assertThat(gateway.call(chat("form-redacted", "Hi.", format(pattern)))
                            .statusCode())
                    .isEqualTo(502);
        });
        assertThat(provider.received()).hasSize(1);
    }

    @Test
    void asksAgainOnlyWhereThereIsMoneyForBoth() {
        String large = ASKED + ", \"max_tokens\": 100000";
        budget("0.1");
        says(BAD, GOOD);
        assertThat(gateway.call(chat("formed", "Pay.", large)).statusCode()).isEqualTo(502);
        assertThat(provider.received())
                .as("there is money for one, and not for two")
                .hasSize(1);
        provider.received().clear();
        budget("0.2");
        HttpResponse<String> answer = gateway.call(chat("formed", "Pay.", large));
        assertThat(content(answer)).isEqualTo(GOOD);
        Awaitility.await("both answers are charged")
                .untilAsserted(() -> assertThat(json(gateway.send("GET", "/api/v1/budgets/form", gateway.admin(), ""))
                                .path("spentUsd")
                                .decimalValue())
                        .isEqualByComparingTo("0.0000135"));
        gateway.send("DELETE", "/api/v1/budgets/form", gateway.admin(), "");
    }

    private void budget(String amount) {
        HttpResponse<String> made =
                gateway.send("PUT", "/api/v1/budgets/form", gateway.admin(), """
                {"scope": {"team": "%s", "route": "formed"}, "amountUsd": %s, "period": "DAY", "action": "REJECT"}""".formatted(TEAM, amount));
        assertThat(made.statusCode()).as(made.body()).isIn(200, 201);
    }
}
