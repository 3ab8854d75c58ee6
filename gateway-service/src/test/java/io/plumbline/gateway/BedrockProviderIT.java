package io.plumbline.gateway;

import static io.plumbline.gateway.RunningGateway.JSON;
import static io.plumbline.gateway.RunningGateway.chat;
import static io.plumbline.gateway.RunningGateway.content;
import static io.plumbline.gateway.RunningGateway.events;
import static io.plumbline.gateway.RunningGateway.json;
import static io.plumbline.gateway.RunningGateway.message;
import static io.plumbline.gateway.RunningGateway.said;
import static io.plumbline.gateway.RunningGateway.variant;
import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.simulator.Simulator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;
import tools.jackson.databind.JsonNode;

/// Clients of either dialect before Amazon Bedrock, whose answers are scripted in the shapes of its API
/// reference.
class BedrockProviderIT extends StreamTests {

    private static final String CLAUDE = "eu.anthropic.claude-sonnet-4-5-20250929-v1:0";
    private static final String KEYS =
            "AKIAIOSFODNN7EXAMPLE:wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY:c2Vzc2lvbi10b2tlbg==";
    private static final String HEAD = """
        HTTP/1.1 200 OK\r
        Content-Type: application/vnd.amazon.eventstream\r
        Transfer-Encoding: chunked\r
        \r
        """;
    private static final String TOOLS = ", \"tools\": [{\"type\": \"function\", \"function\": {\"name\":"
            + " \"balance\", \"parameters\": {\"type\": \"object\"}}}]";

    BedrockProviderIT(RunningGateway gateway, ScriptedProvider provider) {
        super(gateway, provider);
    }

    @BeforeEach
    void provider() {
        assertThat(put("bedrock", KEYS + "@eu-central-1").statusCode()).isIn(200, 201);
        route("on-bedrock", CLAUDE);
        provider.plays((_, connection) -> connection.json(200, answer("Hello.")));
    }

    private String base() {
        return "http://127.0.0.1:" + provider.port();
    }

    private HttpResponse<String> put(String name, String credential) {
        return gateway.send("PUT", "/api/v1/providers/" + name, gateway.admin(), """
            {"kind": "bedrock", "baseUrl": "%s", "credential": "%s"}""".formatted(base(), credential));
    }

    private void route(String name, String model) {
        gateway.route(name, "[" + variant("v", "bedrock", model, 1) + "]", "");
    }

    private static String answer(String text) {
        return answer("[{\"text\":" + JSON.writeValueAsString(text) + "}]", "end_turn");
    }

    private static String answer(String content, String stopReason) {
        return """
            {"output":{"message":{"role":"assistant","content":%s}},"stopReason":"%s","metrics":{"latencyMs":1},\
            "usage":{"inputTokens":10,"outputTokens":5,"totalTokens":45,"cacheReadInputTokens":30}}""".formatted(content, stopReason);
    }

    private static byte[] frame(String messageType, String name, String type, String payload) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new Message(
                        Map.of(
                                ":message-type",
                                HeaderValue.fromString(messageType),
                                name,
                                HeaderValue.fromString(type)),
                        payload.getBytes(StandardCharsets.UTF_8))
                .encode(out);
        return out.toByteArray();
    }

    private static byte[] event(String type, String payload) {
        return frame("event", ":event-type", type, payload);
    }

    private static byte[] text(String piece) {
        return event(
                "contentBlockDelta",
                "{\"contentBlockIndex\":0,\"delta\":{\"text\":" + JSON.writeValueAsString(piece) + "}}");
    }

    private static void begin(ScriptedProvider.Connection connection, byte[]... frames) throws IOException {
        connection.raw(HEAD);
        connection.chunk(event("messageStart", "{\"role\":\"assistant\",\"p\":\"abc\"}"));
        for (byte[] frame : frames) {
            connection.chunk(frame);
        }
    }

    private static void end(ScriptedProvider.Connection connection, String stopReason) throws IOException {
        connection.chunk(event("messageStop", "{\"stopReason\":\"" + stopReason + "\"}"));
        connection.chunk(event(
                "metadata",
                "{\"usage\":{\"inputTokens\":10,\"outputTokens\":5,\"totalTokens\":45,\"cacheReadInputTokens\":30}}"));
        connection.raw("0\r\n\r\n");
    }

    private static void answers(ScriptedProvider.Connection connection, String... pieces) throws IOException {
        begin(connection);
        for (String piece : pieces) {
            connection.chunk(text(piece));
        }
        connection.chunk(event("contentBlockStop", "{\"contentBlockIndex\":0}"));
        end(connection, "end_turn");
    }

    @Test
    void signsACallAndAnswersClientsOfEitherDialect() {
        HttpResponse<String> answer = gateway.call(chat("on-bedrock", "Hi", ", \"max_tokens\": 9"));
        assertThat(content(answer)).as(answer.body()).isEqualTo("Hello.");
        ScriptedProvider.Received received = provider.received().getFirst();
        assertThat(received.path()).isEqualTo("/model/eu.anthropic.claude-sonnet-4-5-20250929-v1%3A0/converse");
        assertThat(received.body()).isEqualTo(JSON.readTree("""
            {"messages": [{"role": "user", "content": [{"text": "Hi"}]}], "inferenceConfig": {"maxTokens": 9}}"""));
        assertThat(received.headers().get("authorization"))
                .startsWith("AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/")
                .contains("/eu-central-1/bedrock/aws4_request, SignedHeaders=content-type;host;x-amz-content-sha256;"
                        + "x-amz-date;x-amz-security-token, Signature=");
        assertThat(received.headers())
                .containsEntry("host", "127.0.0.1:" + provider.port())
                .containsEntry("content-type", "application/json")
                .containsEntry("x-amz-security-token", "c2Vzc2lvbi10b2tlbg==")
                .doesNotContainKey("x-api-key");
        assertThat(json(answer).at("/usage/prompt_tokens").asInt()).isEqualTo(40);
        JsonNode attributes = gateway.event(answer).path("attributes");
        assertThat(attributes.path("inputTokens").asInt()).isEqualTo(40);
        assertThat(attributes.path("cachedInputTokens").asInt()).isEqualTo(30);
        assertThat(attributes.path("outputTokens").asInt()).isEqualTo(5);
        assertThat(attributes.toString()).doesNotContain("wJalr", "AKIA");
        JsonNode message = json(gateway.messages(message("on-bedrock", "Hi", "")));
        assertThat(message.at("/content/0/text").asString()).isEqualTo("Hello.");
        assertThat(message.at("/usage/cache_read_input_tokens").asInt()).isEqualTo(30);
    }

    @Test
    void streamsToClientsOfEitherDialectAndRestoresWhatTheGuardsReplaced() {
        provider.plays((request, connection) -> {
            String asked = request.body().at("/messages/0/content/0/text").asString();
            assertThat(asked).doesNotContain("jane.roe@example.com");
            int half = asked.length() / 2;
            answers(connection, "You said: ", asked.substring(0, half), asked.substring(half));
        });
        String question = "Write to jane.roe@example.com now.";
        HttpResponse<String> answer =
                gateway.call(chat("on-bedrock", question, STREAM + ", \"stream_options\": {\"include_usage\": true}"));
        List<String> events = events(answer.body());
        assertThat(said(events, 0)).as(answer.body()).isEqualTo("You said: " + question);
        assertThat(events).last().isEqualTo("[DONE]");
        assertThat(JSON.readTree(events.get(events.size() - 2))
                        .at("/usage/prompt_tokens_details/cached_tokens")
                        .asInt())
                .isEqualTo(30);
        assertThat(provider.received().getFirst().path()).endsWith("/converse-stream");
        assertThat(gateway.event(answer).at("/attributes/outputTokens").asInt()).isEqualTo(5);
        HttpResponse<String> message = gateway.messages(message("on-bedrock", question, STREAM));
        List<JsonNode> named = AnthropicScripts.events(message.body());
        assertThat(AnthropicScripts.joined(named, "text")).isEqualTo("You said: " + question);
        assertThat(AnthropicScripts.types(named)).endsWith("message_delta", "message_stop");
    }

    @Test
    void callsToolsInParallelAndTakesTheirResults() {
        String uses = "[{\"text\":\"Let me see.\"},{\"toolUse\":{\"toolUseId\":\"t1\",\"name\":\"balance\",\"input\":"
                + "{\"id\":\"AB-1\"}}},{\"toolUse\":{\"toolUseId\":\"t2\",\"name\":\"balance\",\"input\":{}}}]";
        provider.plays((_, connection) -> connection.json(200, answer(uses, "tool_use")));
        JsonNode choice =
                json(gateway.call(chat("on-bedrock", "Balances?", TOOLS))).at("/choices/0");
        assertThat(choice.path("finish_reason").asString()).isEqualTo("tool_calls");
        assertThat(choice.at("/message/tool_calls")).hasSize(2);
        assertThat(JSON.readTree(
                        choice.at("/message/tool_calls/0/function/arguments").asString()))
                .isEqualTo(JSON.readTree("{\"id\":\"AB-1\"}"));
        provider.plays((_, connection) -> connection.json(200, answer("12.5")));
        HttpResponse<String> answer = gateway.call("""
            {"model": "on-bedrock", "messages": [{"role": "user", "content": "Balances?"}, %s,
              {"role": "tool", "tool_call_id": "t1", "content": "12.5"},
              {"role": "tool", "tool_call_id": "t2", "content": "0"}]%s}""".formatted(choice.path("message"), TOOLS));
        assertThat(content(answer)).as(answer.body()).isEqualTo("12.5");
        JsonNode last = provider.received().getLast().body();
        assertThat(last.at("/messages/1/content/1/toolUse/toolUseId").asString())
                .isEqualTo("t1");
        assertThat(last.at("/messages/2/content/1/toolResult/content/0/text").asString())
                .isEqualTo("0");
    }

    @Test
    void streamsCallsOfTools() {
        provider.plays((_, connection) -> {
            begin(
                    connection,
                    event(
                            "contentBlockStart",
                            "{\"contentBlockIndex\":0,\"start\":{\"toolUse\":{\"toolUseId\":\"t1\",\"name\":\"balance\"}}}"),
                    event(
                            "contentBlockDelta",
                            "{\"contentBlockIndex\":0,\"delta\":{\"toolUse\":{\"input\":\"{\\\"id\\\":\"}}}"),
                    event(
                            "contentBlockDelta",
                            "{\"contentBlockIndex\":0,\"delta\":{\"toolUse\":{\"input\":\"\\\"AB-1\\\"}\"}}}"),
                    event("contentBlockStop", "{\"contentBlockIndex\":0}"));
            end(connection, "tool_use");
        });
        StringBuilder arguments = new StringBuilder();
        HttpResponse<String> answer = gateway.call(chat("on-bedrock", "Balances?", TOOLS + STREAM));
        for (String event : events(answer.body())) {
            if (!event.equals("[DONE]")) {
                arguments.append(JSON.readTree(event)
                        .at("/choices/0/delta/tool_calls/0/function/arguments")
                        .asString(""));
            }
        }
        assertThat(arguments).as(answer.body()).hasToString("{\"id\":\"AB-1\"}");
        assertThat(AnthropicScripts.joined(
                        AnthropicScripts.events(gateway.messages(message("on-bedrock", "Balances?", """
                                , "tools": [{"name": "balance", "input_schema": {"type": "object"}}]""" + STREAM))
                                .body()),
                        "partial_json"))
                .isEqualTo("{\"id\":\"AB-1\"}");
    }

    @Test
    void asksForASchemaAndRefusesWhatConverseCannotSay() {
        provider.plays((_, connection) -> connection.json(
                200,
                answer(
                        "[{\"toolUse\":{\"toolUseId\":\"t\",\"name\":\"account\",\"input\":{\"id\":\"AB-1\"}}}]",
                        "tool_use")));
        HttpResponse<String> answer = gateway.call(chat("on-bedrock", "Which?", """
                , "response_format": {"type": "json_schema", "json_schema": {"name": "account", "schema":\
                 {"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}}}}}"""));
        assertThat(content(answer)).as(answer.body()).isEqualTo("{\"id\":\"AB-1\"}");
        HttpResponse<String> refused = gateway.call(chat("on-bedrock", "Hi", ", \"n\": 2"));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(json(refused).at("/error/param").asString()).isEqualTo("n");
        HttpResponse<String> routed = gateway.call(chat("on-bedrock", "Hi", ", \"guardrailConfig\": {}"));
        assertThat(routed.statusCode()).isEqualTo(400);
        HttpResponse<String> linked = gateway.call("""
            {"model": "on-bedrock", "messages": [{"role": "user", "content": [{"type": "image_url",\
             "image_url": {"url": "s3://bucket/key"}}]}]}""");
        assertThat(json(linked).at("/error/param").asString()).isEqualTo("messages[0].content[0].image_url.url");
    }

    @ParameterizedTest
    @CsvSource({
        "400,ValidationException,400,caller_rejected_by_provider",
        "403,AccessDeniedException,502,provider_credential",
        "400,IncompleteSignatureException,502,provider_credential",
        "404,ResourceNotFoundException,404,caller_rejected_by_provider",
        "408,ModelTimeoutException,408,provider_timeout",
        "424,ModelErrorException,502,provider_error",
        "429,ThrottlingException,429,provider_rate_limit",
        "400,ServiceQuotaExceededException,429,provider_rate_limit",
        "503,ServiceUnavailableException,503,provider_error"
    })
    void tellsRefusalsApart(int status, String type, int told, String errorType) {
        route("on-bedrock-" + status, "model-" + type);
        provider.plays((_, connection) -> connection.json(
                status,
                "{\"message\":\"Bedrock says no.\"}",
                "x-amzn-ErrorType: " + type + ":http://internal.amazon.com/coral/"));
        HttpResponse<String> answer = gateway.call(chat("on-bedrock-" + status, "Hi", ""));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(told);
        assertThat(gateway.event(answer).at("/attributes/errorType").asString()).isEqualTo(errorType);
        assertThat(answer.body().contains("Bedrock says no.")).isEqualTo(told < 500);
        HttpResponse<String> message = gateway.messages(message("on-bedrock-" + status, "Hi", STREAM));
        assertThat(message.statusCode()).isEqualTo(told == 503 ? 529 : told);
        assertThat(json(message).path("type").asString()).isEqualTo("error");
    }

    @ParameterizedTest
    @ValueSource(strings = {"exception", "cut", "corrupt", "silent end"})
    void endsABrokenStreamWithAnError(String how) {
        route("on-breaking", "model-" + how.replace(' ', '-'));
        provider.plays((_, connection) -> {
            begin(connection, text("Hello there. ".repeat(20)));
            byte[] next = text("More.");
            switch (how) {
                case "exception" -> {
                    connection.chunk(frame(
                            "exception",
                            ":exception-type",
                            "modelStreamErrorException",
                            "{\"message\":\"The model broke.\"}"));
                    connection.raw("0\r\n\r\n");
                }
                case "cut" -> {
                    connection.chunk(Arrays.copyOf(next, next.length / 2));
                    connection.raw("0\r\n\r\n");
                }
                case "corrupt" -> {
                    next[next.length - 6] ^= 1;
                    connection.chunk(next);
                }
                default -> connection.raw("0\r\n\r\n");
            }
        });
        HttpResponse<String> answer = gateway.call(chat("on-breaking", "Hi", STREAM));
        List<String> events = events(answer.body());
        assertThat(events).as(answer.body()).doesNotContain("[DONE]");
        assertThat(events.getLast()).contains("\"error\"");
        assertThat(said(events, 0)).startsWith("Hello there.");
        assertThat(gateway.messages(message("on-breaking", "Hi", STREAM)).body())
                .contains("event: error")
                .doesNotContain("message_stop");
    }

    @Test
    void fallsBackFromItAndToIt() {
        gateway.route(
                "from-bedrock",
                "[" + variant("v", "bedrock", "model-away", 1) + "]",
                ", \"fallbacks\": [{\"provider\": \"fake\", \"model\": \"m\"}]");
        gateway.route(
                "to-bedrock",
                "[" + variant("v", "fake", "m-away", 1) + "]",
                ", \"fallbacks\": [{\"provider\": \"bedrock\", \"model\": \"model-well\"}]");
        provider.plays((request, connection) -> {
            boolean bedrock = request.path().startsWith("/model/");
            if (request.path().contains("model-away") || request.text().contains("m-away")) {
                connection.json(503, "{\"message\":\"away\"}");
            } else {
                connection.json(200, bedrock ? answer("Of Bedrock.") : ScriptedProvider.answer("Of OpenAI."));
            }
        });
        assertThat(content(gateway.call(chat("from-bedrock", "Hi", "")))).isEqualTo("Of OpenAI.");
        HttpResponse<String> answer = gateway.call(chat("to-bedrock", "Hi", ""));
        assertThat(content(answer)).as(answer.body()).isEqualTo("Of Bedrock.");
        assertThat(gateway.event(answer).at("/attributes/fallback").asBoolean()).isTrue();
    }

    @Test
    void answersFromTheSimulator() throws IOException {
        try (Simulator simulator = Simulator.start(0)) {
            String name = "bedrock-sim-" + simulator.port();
            gateway.send("PUT", "/api/v1/providers/" + name, gateway.admin(), """
                {"kind": "bedrock", "baseUrl": "http://127.0.0.1:%d", "credential": "%s@eu-west-1"}""".formatted(simulator.port(), KEYS));
            gateway.route("on-simulator", "[" + variant("v", name, "sim-of/aws:0", 1) + "]", "");
            String question = "How much interest does the savings account earn? Write to jane.roe@example.com.";
            HttpResponse<String> whole = gateway.call(chat("on-simulator", question, ""));
            assertThat(content(whole)).as(whole.body()).contains("2.25 percent", "jane.roe@example.com");
            assertThat(gateway.event(whole).at("/attributes/costUsd").asDouble())
                    .isPositive();
            HttpResponse<String> streamed =
                    gateway.call(chat("on-simulator", question, STREAM + ", \"reasoning_effort\": \"low\""));
            assertThat(said(events(streamed.body()), 0)).isEqualTo(content(whole));
        }
    }

    @Test
    void hangsUpOnceTheClientIsGone() throws Exception {
        hangsUpWithinASecond((_, connection) -> begin(connection, text("Hello there. ".repeat(20))), () -> {
            try (RawClient client = new RawClient(chat("on-bedrock", "Hi", STREAM))) {
                client.readUntil("Hello");
                return client.header("x-plumbline-call-id");
            }
        });
    }

    @Test
    void takesAnApiKeyAndRefusesCredentialsOfOtherForms() {
        assertThat(put("bedrock", "ABSKQmVkcm9ja0FQSUtleS1leGFtcGxl").statusCode())
                .isEqualTo(200);
        gateway.call(chat("on-bedrock", "Hi", ""));
        assertThat(provider.received().getFirst().headers())
                .containsEntry("authorization", "Bearer ABSKQmVkcm9ja0FQSUtleS1leGFtcGxl")
                .doesNotContainKey("x-amz-date");
        for (String credential : List.of(KEYS, "AKIAIOSFODNN7EXAMPLE", "a:b")) {
            HttpResponse<String> refused = put("bedrock", credential);
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(json(refused).at("/errors/0/pointer").asString()).isEqualTo("/credential");
            assertThat(refused.body()).doesNotContain("wJalr");
        }
        assertThat(gateway.send(
                                "PUT",
                                "/api/v1/providers/claude",
                                gateway.admin(),
                                "{\"kind\": \"bedrock\", \"baseUrl\": \"" + provider.url() + "\"}")
                        .statusCode())
                .as("another kind with the credential of the old one")
                .isEqualTo(400);
    }
}
