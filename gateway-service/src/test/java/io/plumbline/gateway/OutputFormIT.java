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

import io.plumbline.clients.governance.PolicyEntry;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Answers are held to the form that their request asks for.
@ExtendWith(SharedGateway.class)
class OutputFormIT {

    private static final String GOOD = "{\"amount\":5,\"to\":\"the landlord\"}";
    private static final String BAD = "{\"amount\":-7,\"to\":\"secret-7c\"}";
    private static final String SCHEMA = """
            {"type":"object","required":["amount"],"properties":{"amount":{"type":"integer","minimum":0},\
            "to":{"type":"string"}}}""";

    private static final String ASKED = format(SCHEMA);
    private static final String STREAM = ASKED + ", \"stream\": true, \"stream_options\": {\"include_usage\": true}";

    private final RunningGateway gateway;
    private final ScriptedProvider provider;

    OutputFormIT(RunningGateway gateway, ScriptedProvider provider) {
        this.gateway = gateway;
        this.provider = provider;
    }

    private static String format(String schema) {
        return ", \"response_format\": {\"type\": \"json_schema\", \"json_schema\": {\"name\": \"payment\", \"schema\": "
                + schema + "}}";
    }

    private static String outputConfig(String schema) {
        return ", \"output_config\": {\"format\": {\"type\": \"json_schema\", \"schema\": " + schema + "}}";
    }

    @BeforeEach
    void route() {
        route("formed", "");
    }

    private void route(String name, String output) {
        gateway.route(
                name,
                "[" + variant("a", "fake", "sim-form", 1) + "]",
                output.isEmpty() ? "" : ", \"output\": " + output);
    }

    /// Says the one first, and then the other.
    private void says(String first, String then) {
        provider.plays((request, connection) -> {
            String text = provider.received().size() == 1 ? first : then;
            if (request.path().endsWith("/messages")) {
                connection.json(200, AnthropicScripts.answer(text));
            } else if (request.body().path("stream").asBoolean(false)) {
                stream(text, connection);
            } else {
                connection.json(200, ScriptedProvider.answer(text));
            }
        });
    }

    private static void stream(String text, ScriptedProvider.Connection connection) throws IOException {
        connection.beginStream();
        connection.delta(text.substring(0, 4));
        connection.delta(text.substring(4));
        connection.finish("stop");
        connection.usage(10, 5);
        connection.done();
    }

    @Test
    void leavesAnAnswerAloneThatHasTheForm() {
        says(GOOD, BAD);
        HttpResponse<String> answer = gateway.call(chat("formed", "Pay.", ASKED));
        assertThat(content(answer)).isEqualTo(GOOD);
        assertThat(provider.received()).hasSize(1);
        assertThat(provider.received().getFirst().body().at("/response_format/json_schema/schema"))
                .isEqualTo(RunningGateway.JSON.readTree(SCHEMA));
        assertThat(gateway.event(answer).at("/attributes/findings").has("schema"))
                .isFalse();
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
        JsonNode attributes = gateway.event(answer).path("attributes");
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
        assertThat(json(answer).at("/error/message").asString()).contains("must be one JSON value");
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
    void letsAStreamThroughAndEndsItInAnErrorWhereItHasNotTheForm() {
        says(BAD, GOOD);
        String body = gateway.call(chat("formed", "Pay.", STREAM)).body();
        assertThat(said(events(body.substring(0, body.indexOf("data: {\"error\""))), 0))
                .isEqualTo(BAD);
        assertThat(body).contains("\"code\":\"schema\"").doesNotContain("[DONE]");
        assertThat(provider.received()).hasSize(1);
        provider.received().clear();
        says(GOOD, BAD);
        assertThat(events(gateway.call(chat("formed", "Pay.", STREAM)).body()).getLast())
                .isEqualTo("[DONE]");
        provider.received().clear();
        says(BAD, GOOD);
        String message = gateway.messages(message("formed", "Pay.", outputConfig(SCHEMA) + ", \"stream\": true"))
                .body();
        assertThat(message).contains("event: error\ndata: {\"type\":\"error\"").doesNotContain("message_stop");
    }

    @Test
    void holdsAStreamWhereTheRouteSaysSoAndRepairsIt() {
        route("held", "{\"streams\": \"hold\"}");
        says(BAD, GOOD);
        HttpResponse<String> answer = gateway.call(chat("held", "Pay.", STREAM));
        assertThat(said(events(answer.body()), 0)).isEqualTo(GOOD);
        assertThat(events(answer.body()).getLast()).isEqualTo("[DONE]");
        assertThat(answer.body()).doesNotContain("secret-7c");
        assertThat(gateway.event(answer).at("/attributes/inputTokens").asInt()).isEqualTo(20);
        provider.received().clear();
        says(BAD, BAD);
        HttpResponse<String> refused = gateway.call(chat("held", "Pay.", STREAM));
        assertThat(refused.statusCode()).isEqualTo(502);
        assertThat(json(refused).at("/error/code").asString()).isEqualTo("schema");
    }

    @Test
    void leavesItToTheRouteWhatIsDone() {
        route("unchecked", "{\"check\": \"off\"}");
        route("checked", "{\"check\": \"validate\"}");
        says(BAD, GOOD);
        assertThat(content(gateway.call(chat("unchecked", "Pay.", ASKED)))).isEqualTo(BAD);
        provider.received().clear();
        assertThat(gateway.call(chat("checked", "Pay.", ASKED)).statusCode()).isEqualTo(502);
        assertThat(provider.received()).hasSize(1);
        assertThat(gateway.send("GET", "/api/v1/routes/checked", gateway.engineer(), "")
                        .body())
                .contains("\"output\":{\"check\":\"validate\"}");
    }

    @Test
    void looksOnlyAtAnswersThatHaveEndedOfThemselves() {
        provider.plays((_, connection) ->
                connection.json(200, ScriptedProvider.answer("{\"amount\":").replace("\"stop\"", "\"length\"")));
        assertThat(content(gateway.call(chat("formed", "Pay.", ASKED)))).isEqualTo("{\"amount\":");
        provider.plays((_, connection) -> connection.json(200, """
                {"choices":[{"index":0,"message":{"role":"assistant","content":null,"refusal":"No."},"finish_reason":"stop"}]}"""));
        assertThat(json(gateway.call(chat("formed", "Pay.", ASKED)))
                        .at("/choices/0/message/refusal")
                        .asString())
                .isEqualTo("No.");
        provider.plays((_, connection) -> connection.json(200, """
                {"choices":[{"index":0,"message":{"role":"assistant","content":null,"tool_calls":[{"id":"t","type":"function",\
                "function":{"name":"f","arguments":"{}"}}]},"finish_reason":"tool_calls"}]}"""));
        assertThat(gateway.call(chat("formed", "Pay.", ASKED)).statusCode()).isEqualTo(200);
        assertThat(provider.received()).hasSize(3);
    }

    @Test
    void wantsAnObjectWhereAnyWillDo() {
        says("[1]", "{\"x\":1}");
        String any = ", \"response_format\": {\"type\": \"json_object\"}";
        assertThat(content(gateway.call(chat("formed", "JSON, please.", any)))).isEqualTo("{\"x\":1}");
        provider.received().clear();
        says("Hello.", "");
        String text = ", \"response_format\": {\"type\": \"text\"}";
        assertThat(content(gateway.call(chat("formed", "Hi.", text)))).isEqualTo("Hello.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"$ref\":\"#\"}|refers to itself",
                "{\"$ref\":\"http://127.0.0.1:1/schema\"}|leads out of it",
                "{\"pattern\":\"(?=x)\"}|linear time"
            })
    void leavesASchemaThatCannotBeCheckedToTheProviderUnlessTheRouteWantsItChecked(String schema, String why) {
        says(BAD, GOOD);
        assertThat(content(gateway.call(chat("formed", "Pay.", format(schema)))))
                .isEqualTo(BAD);
        route("checking", "{\"check\": \"repair\"}");
        HttpResponse<String> refused = gateway.call(chat("checking", "Pay.", format(schema)));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(json(refused).at("/error/param").asString()).isEqualTo("response_format.json_schema.schema");
        assertThat(json(refused).at("/error/message").asString()).contains(why);
        assertThat(provider.received()).hasSize(1);
    }

    @Test
    void looksAtTheAnswerAsTheClientGetsIt() {
        String address = "{\"type\":\"object\",\"properties\":{\"to\":{\"const\":\"jane.roe@example.com\"}}}";
        provider.plays((request, connection) -> {
            String hidden = request.lastMessage().replace("Write to ", "").replace(".", "");
            assertThat(hidden).doesNotContain("jane");
            connection.json(200, ScriptedProvider.answer("{\"to\":\"" + hidden + "\"}"));
        });
        HttpResponse<String> answer = gateway.call(chat("formed", "Write to jane.roe@example.com.", format(address)));
        assertThat(content(answer)).isEqualTo("{\"to\":\"jane.roe@example.com\"}");
        assertThat(provider.received()).hasSize(1);
    }

    @Test
    void doesNotAskAgainForWhatThePolicyTakesOut() {
        gateway.service()
                .governance()
                .publish(new PolicyEntry("form-redacting", 1, null, RunningGateway.JSON.readTree("""
                {"stages": {"output": {"pii": {"action": "redact"}}}}""")));
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
